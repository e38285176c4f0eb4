package vn.tram.web;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.VoucherBatch;

/** A publisher for tests; its hashes are of nothing. */
final class MemoryPublisher implements Publisher {

    private final InstantSource clock;
    private final CopyOnWriteArrayList<Published> published = new CopyOnWriteArrayList<>();
    private long revision;
    private volatile List<VoucherBatch> batches = List.of();

    @Override
    public synchronized Published publish(String actor, Draft draft) {
        String id = "a" + published.size();
        Published newest = new Published(id, ++revision, clock.instant(), actor, draft, null, null);
        published.add(0, newest);
        return newest;
    }

    private @Nullable Published inUse(String id) {
        return published.stream()
                .filter(one -> one.id().equals(id) && one.retiredAt() == null)
                .findFirst()
                .orElse(null);
    }

    private Published put(Published before, Published after) {
        published.set(published.indexOf(before), after);
        return after;
    }

    @Override
    public synchronized @Nullable Published change(String actor, String id, Draft draft) {
        Published before = inUse(id);
        return before == null
                ? null
                : put(before, new Published(id, ++revision, clock.instant(), actor, draft, null, null));
    }

    @Override
    public synchronized @Nullable Published retire(String actor, String id) {
        Published before = inUse(id);
        revision++;
        return before == null
                ? null
                : put(
                        before,
                        new Published(
                                id,
                                before.revision(),
                                before.publishedAt(),
                                before.publishedBy(),
                                before.draft(),
                                clock.instant(),
                                actor));
    }

    @Override
    public synchronized @Nullable Published move(String actor, String id, int place) {
        Published moved = inUse(id);
        revision++;
        if (moved != null) {
            published.remove(moved);
            published.add(Math.min(place, published.size()), moved);
        }
        return moved;
    }

    @Override
    public PortalContent content() {
        return new PortalContent(
                "",
                published.stream()
                        .filter(one -> one.retiredAt() == null)
                        .map(MemoryPublisher::shown)
                        .toList());
    }

    private static Announcement shown(Published one) {
        Draft draft = one.draft();
        return new Announcement(
                one.revision(),
                one.publishedAt(),
                new Announcement.Text(draft.titleVi(), draft.bodyVi()),
                null,
                draft.showing());
    }

    @Override
    public List<Published> current() {
        return List.copyOf(published);
    }

    @Override
    public List<VoucherBatch> vouchers() {
        return batches;
    }

    @Override
    public synchronized void vouchers(String actor, List<VoucherBatch> others) {
        batches = List.copyOf(others);
        revision++;
    }

    @Override
    public synchronized List<Bundle> bundles() {
        return List.of(new Bundle(revision, String.format("%064x", revision), List.of()));
    }

    MemoryPublisher(InstantSource clock) {
        this.clock = clock;
    }
}
