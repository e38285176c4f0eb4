package vn.tram.web;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;

/** A publisher for tests; its hashes are of nothing. */
final class MemoryPublisher implements Publisher {

    private final InstantSource clock;
    private final CopyOnWriteArrayList<Published> published = new CopyOnWriteArrayList<>();

    MemoryPublisher(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Published publish(String actor, Draft draft) {
        long revision = published.size() + 1L;
        Published newest = new Published(revision, "0".repeat(63) + revision, clock.instant(), actor, draft);
        published.add(0, newest);
        return newest;
    }

    @Override
    public PortalContent content() {
        return new PortalContent(
                "", published.stream().map(MemoryPublisher::shown).toList());
    }

    private static Announcement shown(Published one) {
        Draft draft = one.draft();
        return new Announcement(
                one.revision(), one.publishedAt(), new Announcement.Text(draft.titleVi(), draft.bodyVi()), null);
    }

    @Override
    public List<Published> current() {
        return List.copyOf(published);
    }
}
