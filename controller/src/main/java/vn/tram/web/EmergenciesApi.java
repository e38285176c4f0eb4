package vn.tram.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Emergency;
import vn.tram.document.Emergency.Info;
import vn.tram.document.PortalContent;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Event;
import vn.tram.page.PortalPage;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditEntry.Action;
import vn.tram.state.Latest;
import vn.tram.web.Warnings.Warning;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.NodeView;
import vn.tram.web.live.Province;

/** {@code /emergencies}: warnings to everybody on the province's Wi-Fi, asked for by one person and confirmed by another. */
final class EmergenciesApi {

    private static final ResourcePath HEARD = new ResourcePath(42772, 0, 12);
    private static final int MAX_MINUTES = (int) Emergency.LONGEST.toMinutes();

    private final Parts parts;
    private final Warnings warnings;
    private final SecureRandom random = new SecureRandom();

    EmergenciesApi(Parts parts, Warnings warnings) {
        this.parts = parts;
        this.warnings = warnings;
    }

    private record Listed(Instant at, List<Shown> emergencies) {}

    private record Preview(String html) {}

    /**
     * @param shownOn how many portals say that they have it
     * @param of how many portals can have one
     */
    private record Shown(
            String identifier,
            String stage,
            boolean inForce,
            String status,
            String msgType,
            String category,
            String urgency,
            String severity,
            String certainty,
            @Nullable String references,
            Instant sent,
            Instant expires,
            Info vi,
            @Nullable Info en,
            String askedBy,
            Instant askedAt,
            Instant confirmBefore,
            @Nullable String confirmedBy,
            @Nullable String withdrawnBy,
            int shownOn,
            int of) {}

    Answer list(Request request) {
        request.query().done();
        return Answer.json(new Listed(
                parts.clock().instant(),
                warnings.all().stream().map(this::shown).toList()));
    }

    Answer ask(Request request, Session session) {
        request.query().done();
        Emergency emergency = read(request.fields(), parts.clock().instant());
        Warning asked;
        try {
            asked = warnings.ask(session.user().name(), emergency);
        } catch (IllegalArgumentException e) {
            throw Refused.because(
                    Refusal.BAD_REQUEST,
                    "emergency",
                    "must fit into " + Emergency.MAX_BYTES + " bytes; shorten it",
                    "");
        }
        audit(request, session, Action.EMERGENCY_ASKED, asked);
        return Answer.json(shown(asked)).status(201);
    }

    /** From now on it is shown on every portal. */
    Answer confirm(Request request, Session session) {
        request.query().done();
        String actor = session.user().name();
        Warning sent;
        try {
            sent = waiting(request, warnings.confirm(actor, request.parameter("id")));
        } catch (Warnings.SamePersonException e) {
            throw Refused.because(
                    Refusal.CONFLICT, "emergency", "must be confirmed by somebody else than who asked for it", actor);
        }
        audit(request, session, Action.EMERGENCY_SENT, sent);
        String signed = sent.signed();
        String hash = sent.hash();
        if (signed != null && hash != null) {
            Event event = new Event.EmergencySent(
                    parts.clock().instant(),
                    actor,
                    sent.emergency().identifier(),
                    signed,
                    hash,
                    sent.emergency().expires());
            if (!parts.loop().test(event)) {
                throw Refused.because(Refusal.BUSY, "it is confirmed, and not yet sent out")
                        .retryAfter(Duration.ofSeconds(1));
            }
        }
        return Answer.json(shown(sent));
    }

    Answer withdraw(Request request, Session session) {
        request.query().done();
        Warning gone = waiting(request, warnings.withdraw(session.user().name(), request.parameter("id")));
        audit(request, session, Action.EMERGENCY_WITHDRAWN, gone);
        return Answer.json(shown(gone));
    }

    /** The page that people would see. */
    Answer preview(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String language = Drafts.text(fields, "language", 2, true);
        Emergency emergency = read(fields, parts.clock().instant());
        Province province = parts.live().province();
        PortalContent content = new PortalContent(province == null ? "" : province.name(), List.of()).with(emergency);
        return Answer.json(new Preview(PortalPage.render(content, 0, "…", language, true)));
    }

    private static Warning waiting(Request request, @Nullable Warning warning) {
        if (warning == null) {
            throw Refused.because(
                    Refusal.NOT_FOUND, "emergency", "must be one that waits to be confirmed", request.parameter("id"));
        }
        return warning;
    }

    private Emergency read(Fields fields, Instant now) {
        Emergency.Status status = choice(fields, "status", Emergency.Status.class);
        Emergency.MsgType type = choice(fields, "msgType", Emergency.MsgType.class);
        Emergency.Category category = choice(fields, "category", Emergency.Category.class);
        Emergency.Urgency urgency = choice(fields, "urgency", Emergency.Urgency.class);
        Emergency.Severity severity = choice(fields, "severity", Emergency.Severity.class);
        Emergency.Certainty certainty = choice(fields, "certainty", Emergency.Certainty.class);
        int minutes = fields.integer("minutes", 1, MAX_MINUTES);
        String references = fields.optionalText("references", 1, 64);
        Info vietnamese = info(fields, "Vi");
        String english = fields.optionalText("headlineEn", 0, Info.MAX_HEADLINE);
        Info inEnglish = info(fields, english == null || english.isEmpty() ? null : "En");
        boolean needsFormer = type != Emergency.MsgType.ALERT;
        if (needsFormer != (references != null)) {
            fields.problem("references", "must name what is updated or cancelled, and only then be given", "");
        }
        fields.done();
        Province province = parts.live().province();
        return new Emergency(
                identifier(),
                province == null || province.name().isBlank() ? "Tram" : province.name(),
                now,
                status,
                type,
                category,
                urgency,
                severity,
                certainty,
                references,
                now.plus(Duration.ofMinutes(minutes)),
                Objects.requireNonNull(vietnamese, "Vietnamese text"),
                inEnglish);
    }

    private String identifier() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Fields of one language are read even where there is none, so that they are known. */
    private static @Nullable Info info(Fields fields, @Nullable String language) {
        String suffix = language == null ? "En" : language;
        boolean needed = "Vi".equals(language);
        String event = Drafts.text(fields, "event" + suffix, Info.MAX_EVENT, needed);
        String headline = Drafts.text(fields, "headline" + suffix, Info.MAX_HEADLINE, needed);
        String description = Drafts.text(fields, "description" + suffix, Info.MAX_TEXT, false);
        String instruction = Drafts.text(fields, "instruction" + suffix, Info.MAX_TEXT, false);
        String area = Drafts.text(fields, "area" + suffix, Info.MAX_HEADLINE, false);
        if (language == null) {
            return null;
        }
        String problem = Info.problem(event, headline, description, instruction, area);
        if (problem != null) {
            int colon = problem.indexOf(':');
            fields.problem(problem.substring(0, colon) + suffix, problem.substring(colon + 2), "");
            return needed ? new Info("-", "-", "", "", "") : null;
        }
        return new Info(event, headline, description, instruction, area);
    }

    private static <E extends Enum<E>> E choice(Fields fields, String key, Class<E> type) {
        String name = fields.text(key, 1, 20);
        E[] all = type.getEnumConstants();
        for (E one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        fields.problem(key, "must be one of " + Arrays.toString(all), name);
        return all[0];
    }

    private void audit(Request request, Session session, Action action, Warning warning) {
        parts.audit()
                .append(new AuditEntry(
                        parts.clock().instant(),
                        session.user().name(),
                        request.address(),
                        action,
                        warning.emergency().identifier(),
                        warning.emergency().status() + " " + warning.emergency().msgType(),
                        warning.emergency().vietnamese().headline()));
    }

    private Shown shown(Warning warning) {
        Emergency emergency = warning.emergency();
        int of = 0;
        int on = 0;
        for (NodeView node : parts.live().nodes()) {
            Latest heard = node.state() == null ? null : node.state().values().get(HEARD);
            of += heard == null ? 0 : 1;
            on += heard != null && heard.value().equals(warning.hash()) ? 1 : 0;
        }
        return new Shown(
                emergency.identifier(),
                warning.stage(),
                warning.inForce(),
                emergency.status().name(),
                emergency.msgType().name(),
                emergency.category().name(),
                emergency.urgency().name(),
                emergency.severity().name(),
                emergency.certainty().name(),
                emergency.references(),
                emergency.sent(),
                emergency.expires(),
                emergency.vietnamese(),
                emergency.english(),
                warning.askedBy(),
                warning.askedAt(),
                warning.confirmBefore(),
                warning.confirmedBy(),
                warning.withdrawnBy(),
                on,
                of);
    }
}
