package vn.tram.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.content.Notice;
import vn.tram.content.Publishing;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.VoucherBatch;
import vn.tram.flow.Event;
import vn.tram.web.Publisher;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Whereabouts;

/** What people type on the pages, towards the content that portals fetch. */
final class Announcements implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Publishing publishing;
    private final LiveView live;
    private final InstantSource clock;
    private List<Bundle> told = List.of();

    Announcements(Publishing publishing, LiveView live, InstantSource clock) {
        this.publishing = publishing;
        this.live = live;
        this.clock = clock;
    }

    private interface Work {
        @Nullable
        Notice done() throws IOException;
    }

    private static @Nullable Published kept(Work work) {
        try {
            Notice notice = work.done();
            return notice == null ? null : published(notice);
        } catch (IOException e) {
            throw new UncheckedIOException("announcement: cannot be kept", e);
        }
    }

    @Override
    public @Nullable Published publish(String actor, Draft draft) {
        return kept(() -> publishing.publish(actor, words(draft)));
    }

    @Override
    public @Nullable Published change(String actor, String id, Draft draft) {
        return kept(() -> publishing.change(actor, id, words(draft)));
    }

    @Override
    public @Nullable Published retire(String actor, String id) {
        return kept(() -> publishing.retire(actor, id));
    }

    @Override
    public @Nullable Published move(String actor, String id, int place) {
        return kept(() -> publishing.move(actor, id, place));
    }

    @Override
    public PortalContent content() {
        return publishing.everywhere();
    }

    @Override
    public List<Published> current() {
        return publishing.edition().notices().stream()
                .map(Announcements::published)
                .toList();
    }

    @Override
    public List<VoucherBatch> vouchers() {
        return publishing.edition().vouchers();
    }

    @Override
    public void vouchers(String actor, List<VoucherBatch> batches) {
        try {
            publishing.vouchers(actor, batches);
        } catch (IOException e) {
            throw new UncheckedIOException("vouchers: cannot be kept", e);
        }
    }

    @Override
    public List<Bundle> bundles() {
        try {
            return publishing.bundles(Whereabouts.all(live)).stream()
                    .map(one -> new Bundle(one.revision(), one.hash(), one.endpoints()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("bundles: cannot be kept", e);
        }
    }

    /**
     * Tells the loop what portals should show, if that has changed: with a schedule, with where nodes stand, or with a
     * start, for the core does not keep it. What finds the queue full is told again the next time.
     */
    synchronized void tell(Predicate<Event> loop) {
        try {
            List<Bundle> now = bundles();
            if (now.equals(told)) {
                return;
            }
            String actor = publishing.edition().actor();
            Instant at = clock.instant();
            boolean isHeard = true;
            for (Bundle one : now) {
                isHeard &= loop.test(new Event.BundlePublished(at, actor, one.revision(), one.hash(), one.endpoints()));
            }
            told = isHeard ? now : List.of();
        } catch (RuntimeException e) {
            LOG.error("what portals should show could not be told", e);
        }
    }

    private static Notice.Words words(Draft draft) {
        boolean english = !draft.titleEn().isEmpty();
        return new Notice.Words(
                new Announcement.Text(draft.titleVi(), draft.bodyVi()),
                english ? new Announcement.Text(draft.titleEn(), draft.bodyEn()) : null,
                draft.showing(),
                draft.targets());
    }

    private static Published published(Notice one) {
        Announcement.Text english = one.english();
        Draft draft = new Draft(
                one.vietnamese().title(),
                one.vietnamese().body(),
                english == null ? "" : english.title(),
                english == null ? "" : english.body(),
                one.showing(),
                one.targets());
        return new Published(
                one.id(), one.revision(), one.publishedAt(), one.author(), draft, one.retiredAt(), one.retiredBy());
    }
}
