package vn.tram.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Target;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.Showing;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.page.PortalPage;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditEntry.Action;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.NodeSummary;
import vn.tram.web.live.NodeView;
import vn.tram.web.live.Province;

/** {@code /announcements}: what captive portals show, when and to whom; writing, changing, ordering and retiring it. */
final class AnnouncementsApi {

    private final Parts parts;
    private final Publisher publisher;

    AnnouncementsApi(Parts parts, Publisher publisher) {
        this.parts = parts;
        this.publisher = publisher;
    }

    /** Where an announcement is in its life. */
    private enum Stage {
        SCHEDULED,
        SHOWN,
        EXPIRED,
        RETIRED
    }

    private record Listed(Instant at, List<Shown> announcements) {}

    private record PortalsListed(Instant at, List<PortalReports.Portal> portals) {}

    /**
     * @param shownOn how many of the portals that it is for show content of this revision or a later one, which holds
     *     this too
     * @param of how many portals it is for
     * @param start hour and minute; null, like {@code end}, for the whole day
     */
    private record Shown(
            String id,
            Stage stage,
            long revision,
            Instant publishedAt,
            String publishedBy,
            String titleVi,
            String bodyVi,
            String titleEn,
            String bodyEn,
            @Nullable Instant from,
            @Nullable Instant until,
            List<String> days,
            @Nullable String start,
            @Nullable String end,
            List<String> targets,
            @Nullable Instant retiredAt,
            @Nullable String retiredBy,
            int shownOn,
            int of) {}

    Answer list(Request request) {
        request.query().done();
        PortalReports reports = PortalReports.of(parts.live());
        List<Shown> all = publisher.current().stream()
                .map(published -> shown(published, reports))
                .toList();
        return Answer.json(new Listed(parts.clock().instant(), all));
    }

    /** Which revision each portal shows. */
    Answer portals(Request request) {
        request.query().done();
        return Answer.json(new PortalsListed(parts.clock().instant(), PortalReports.list(parts.live())));
    }

    Answer publish(Request request, Session session) {
        request.query().done();
        Publisher.Draft draft = Drafts.read(request.fields(), parts.live());
        Publisher.Published published = publisher.publish(session.user().name(), draft);
        if (published == null) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "announcements",
                    "at most " + Publisher.MAX_IN_USE + " may be in use; retire one",
                    "");
        }
        return told(request, session, Action.ANNOUNCEMENT_PUBLISHED, published, 201);
    }

    Answer change(Request request, Session session) {
        request.query().done();
        Publisher.Draft draft = Drafts.read(request.fields(), parts.live());
        Publisher.Published changed =
                found(request, publisher.change(session.user().name(), request.parameter("id"), draft));
        return told(request, session, Action.ANNOUNCEMENT_CHANGED, changed, 200);
    }

    Answer retire(Request request, Session session) {
        request.query().done();
        Publisher.Published retired =
                found(request, publisher.retire(session.user().name(), request.parameter("id")));
        return told(request, session, Action.ANNOUNCEMENT_RETIRED, retired, 200);
    }

    Answer move(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        int place = fields.integer("place", 0, Publisher.MAX_IN_USE);
        fields.done();
        Publisher.Published moved =
                found(request, publisher.move(session.user().name(), request.parameter("id"), place));
        return told(request, session, Action.ANNOUNCEMENT_MOVED, moved, 200);
    }

    private static Publisher.Published found(Request request, Publisher.@Nullable Published published) {
        if (published == null) {
            throw Refused.because(
                    Refusal.NOT_FOUND, "announcement", "must be one that is in use", request.parameter("id"));
        }
        return published;
    }

    private Answer told(Request request, Session session, Action action, Publisher.Published published, int status) {
        String actor = session.user().name();
        Instant now = parts.clock().instant();
        parts.audit()
                .append(new AuditEntry(
                        now,
                        actor,
                        request.address(),
                        action,
                        published.id(),
                        "",
                        published.draft().titleVi()));
        for (Publisher.Bundle bundle : publisher.bundles()) {
            Event event = new Event.BundlePublished(now, actor, bundle.revision(), bundle.hash(), bundle.endpoints());
            if (!parts.loop().test(event)) {
                throw Refused.because(Refusal.BUSY, "revision " + bundle.revision() + " is kept, and not yet sent out")
                        .retryAfter(Duration.ofSeconds(2));
            }
        }
        return Answer.json(shown(published, PortalReports.of(parts.live()))).status(status);
    }

    /** The page that people would see if this were published now; without a title, the one that they see now. */
    Answer preview(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String language = Drafts.text(fields, "language", 2, true);
        String titleVi = Drafts.text(fields, "titleVi", Announcement.MAX_TITLE, false);
        String bodyVi = Drafts.text(fields, "bodyVi", Announcement.MAX_BODY, false);
        String titleEn = Drafts.text(fields, "titleEn", Announcement.MAX_TITLE, false);
        String bodyEn = Drafts.text(fields, "bodyEn", Announcement.MAX_BODY, false);
        boolean isEmpty = titleVi.isEmpty();
        boolean hasEnglish = !titleEn.isEmpty() || !bodyEn.isEmpty();
        Drafts.check(fields, "titleVi", isEmpty ? null : Announcement.Text.problem(titleVi, bodyVi));
        Drafts.check(fields, "titleEn", hasEnglish ? Announcement.Text.problem(titleEn, bodyEn) : null);
        fields.done();
        Instant now = parts.clock().instant();
        Province province = parts.live().province();
        PortalContent shown = publisher.content().at(now);
        PortalContent content = new PortalContent(province == null ? "" : province.name(), shown.announcements());
        long revision = shown.announcements().stream()
                .mapToLong(Announcement::revision)
                .max()
                .orElse(0);
        String html = isEmpty
                ? PortalPage.render(content, revision, station(), language, true)
                : PortalPage.render(
                        content.with(new Announcement(
                                revision + 1,
                                now,
                                new Announcement.Text(titleVi, bodyVi),
                                hasEnglish ? new Announcement.Text(titleEn, bodyEn) : null)),
                        revision + 1,
                        station(),
                        language,
                        true);
        return Answer.json(new Preview(html));
    }

    private record Preview(String html) {}

    /** Of some hotspot, as an example. */
    private String station() {
        return parts.live().nodes().stream()
                .map(NodeView::summary)
                .filter(node -> node.kind() == Node.Kind.HOTSPOT)
                .map(NodeSummary::name)
                .findFirst()
                .orElse("…");
    }

    private Shown shown(Publisher.Published published, PortalReports reports) {
        Publisher.Draft draft = published.draft();
        Showing showing = draft.showing();
        return new Shown(
                published.id(),
                stage(published),
                published.revision(),
                published.publishedAt(),
                published.publishedBy(),
                draft.titleVi(),
                draft.bodyVi(),
                draft.titleEn(),
                draft.bodyEn(),
                showing.from(),
                showing.until(),
                showing.week().stream().map(DayOfWeek::name).toList(),
                showing.start() == null ? null : showing.start().toString(),
                showing.end() == null ? null : showing.end().toString(),
                draft.targets().stream().map(Target::toString).toList(),
                published.retiredAt(),
                published.retiredBy(),
                reports.showing(draft.targets(), published.revision()),
                reports.of(draft.targets()));
    }

    private Stage stage(Publisher.Published published) {
        if (published.retiredAt() != null) {
            return Stage.RETIRED;
        }
        return switch (published.draft().showing().stage(parts.clock().instant())) {
            case SCHEDULED -> Stage.SCHEDULED;
            case SHOWN -> Stage.SHOWN;
            case EXPIRED -> Stage.EXPIRED;
        };
    }
}
