package vn.tram.web;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.page.PortalPage;
import vn.tram.people.AuditEntry;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.NodeSummary;
import vn.tram.web.live.NodeView;
import vn.tram.web.live.Province;

/** {@code /announcements}: what captive portals show, and publishing more. */
final class AnnouncementsApi {

    /** Shown revision of the captive portal object. */
    private static final ResourcePath SHOWN = new ResourcePath(42772, 0, 0);

    private final Parts parts;
    private final Publisher publisher;

    AnnouncementsApi(Parts parts, Publisher publisher) {
        this.parts = parts;
        this.publisher = publisher;
    }

    private record Listed(Instant at, List<Shown> announcements) {}

    /**
     * @param shownOn how many nodes show content of this revision or a later one, which holds this too
     * @param of how many nodes have a captive portal
     */
    private record Shown(
            long revision,
            String hash,
            Instant publishedAt,
            String publishedBy,
            String titleVi,
            String bodyVi,
            String titleEn,
            String bodyEn,
            int shownOn,
            int of) {}

    Answer list(Request request) {
        request.query().done();
        long[] revisions = shownRevisions();
        List<Shown> all = publisher.current().stream()
                .map(published -> shown(published, revisions))
                .toList();
        return Answer.json(new Listed(parts.clock().instant(), all));
    }

    Answer publish(Request request, Session session) {
        request.query().done();
        Publisher.Draft draft = draft(request.fields());
        String actor = session.user().name();
        Publisher.Published published = publisher.publish(actor, draft);
        Instant now = parts.clock().instant();
        parts.audit()
                .append(new AuditEntry(
                        now,
                        actor,
                        request.address(),
                        AuditEntry.Action.ANNOUNCEMENT_PUBLISHED,
                        String.valueOf(published.revision()),
                        "",
                        draft.titleVi()));
        Event event = new Event.BundlePublished(now, actor, published.revision(), published.hash(), List.of());
        if (!parts.loop().test(event)) {
            throw Refused.because(Refusal.BUSY, "revision " + published.revision() + " is kept, and not yet sent out")
                    .retryAfter(Duration.ofSeconds(2));
        }
        return Answer.json(shown(published, shownRevisions())).status(201);
    }

    /** The page that people would see if this were published now; without a title, the one that they see now. */
    Answer preview(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String language = text(fields, "language", 2, true);
        Publisher.Draft draft = new Publisher.Draft(
                text(fields, "titleVi", Announcement.MAX_TITLE, false),
                text(fields, "bodyVi", Announcement.MAX_BODY, false),
                text(fields, "titleEn", Announcement.MAX_TITLE, false),
                text(fields, "bodyEn", Announcement.MAX_BODY, false));
        boolean isEmpty = draft.titleVi().isEmpty();
        check(fields, "titleVi", isEmpty ? null : Announcement.Text.problem(draft.titleVi(), draft.bodyVi()));
        check(fields, "titleEn", hasEnglish(draft) ? Announcement.Text.problem(draft.titleEn(), draft.bodyEn()) : null);
        fields.done();
        PortalContent now = publisher.content();
        long revision =
                now.announcements().isEmpty() ? 0 : now.announcements().get(0).revision();
        Province province = parts.live().province();
        PortalContent content = new PortalContent(province == null ? "" : province.name(), now.announcements());
        String html = isEmpty
                ? PortalPage.render(content, revision, station(), language, true)
                : PortalPage.render(
                        content.with(announcement(draft, revision + 1)), revision + 1, station(), language, true);
        return Answer.json(new Preview(html));
    }

    private record Preview(String html) {}

    private static boolean hasEnglish(Publisher.Draft draft) {
        return !draft.titleEn().isEmpty() || !draft.bodyEn().isEmpty();
    }

    private Announcement announcement(Publisher.Draft draft, long revision) {
        return new Announcement(
                revision,
                parts.clock().instant(),
                new Announcement.Text(draft.titleVi(), draft.bodyVi()),
                hasEnglish(draft) ? new Announcement.Text(draft.titleEn(), draft.bodyEn()) : null);
    }

    /** Of some hotspot, as an example. */
    private String station() {
        return parts.live().nodes().stream()
                .map(NodeView::summary)
                .filter(node -> node.kind() == Node.Kind.HOTSPOT)
                .map(NodeSummary::name)
                .findFirst()
                .orElse("…");
    }

    private static Publisher.Draft draft(Fields fields) {
        String titleVi = text(fields, "titleVi", Announcement.MAX_TITLE, true);
        String bodyVi = text(fields, "bodyVi", Announcement.MAX_BODY, true);
        String titleEn = text(fields, "titleEn", Announcement.MAX_TITLE, false);
        String bodyEn = text(fields, "bodyEn", Announcement.MAX_BODY, false);
        boolean english = !titleEn.isEmpty() || !bodyEn.isEmpty();
        check(fields, "titleVi", Announcement.Text.problem(titleVi, bodyVi));
        check(fields, "titleEn", english ? Announcement.Text.problem(titleEn, bodyEn) : null);
        fields.done();
        return new Publisher.Draft(titleVi, bodyVi, titleEn, bodyEn);
    }

    private static String text(Fields fields, String key, int max, boolean needed) {
        // Room for the carriage returns of browsers, and for letters that normal form C puts together.
        String text = needed ? fields.text(key, 1, max * 3) : fields.optionalText(key, 0, max * 3);
        return text == null
                ? ""
                : Normalizer.normalize(text.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
    }

    private static void check(Fields fields, String key, @Nullable String problem) {
        if (problem != null) {
            fields.problem(key, problem, "");
        }
    }

    private long[] shownRevisions() {
        return parts.live().nodes().stream()
                .map(NodeView::state)
                .mapToLong(AnnouncementsApi::shownRevision)
                .filter(revision -> revision >= 0)
                .toArray();
    }

    /** -1 when it has no captive portal. */
    private static long shownRevision(@Nullable NodeState state) {
        Latest latest = state == null ? null : state.values().get(SHOWN);
        return latest != null && latest.value() instanceof Long revision ? revision : -1;
    }

    private static Shown shown(Publisher.Published published, long[] revisions) {
        int showing = 0;
        for (long revision : revisions) {
            showing += revision >= published.revision() ? 1 : 0;
        }
        Publisher.Draft draft = published.draft();
        return new Shown(
                published.revision(),
                published.hash(),
                published.publishedAt(),
                published.publishedBy(),
                draft.titleVi(),
                draft.bodyVi(),
                draft.titleEn(),
                draft.bodyEn(),
                showing,
                revisions.length);
    }
}
