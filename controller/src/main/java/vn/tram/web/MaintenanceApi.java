package vn.tram.web;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;
import vn.tram.people.AuditEntry;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.WindowView;

/** {@code /maintenance}: what is being worked on, planning and cancelling. */
final class MaintenanceApi {

    /** The form was open for a while. */
    private static final Duration BACKDATED = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(400);
    private static final int MAX_TIME = 40;

    private final Parts parts;
    private final SecureRandom random = new SecureRandom();

    MaintenanceApi(Parts parts) {
        this.parts = parts;
    }

    private record Listed(Instant at, List<WindowView> windows) {}

    private record Planned(String id) {}

    Answer list(Request request) {
        request.query().done();
        List<WindowView> windows = parts.live().windows().stream()
                .sorted(Comparator.comparing(WindowView::state)
                        .thenComparing(view -> view.nextFrom() == null ? view.from() : view.nextFrom()))
                .toList();
        return Answer.json(new Listed(parts.clock().instant(), windows));
    }

    Answer plan(Request request, Session session) {
        request.query().done();
        Instant now = parts.clock().instant();
        Fields fields = request.fields();
        String node = fields.optionalText("node", 1, 130);
        String site = fields.optionalText("site", 1, 130);
        checkTarget(fields, node, site);
        Schedule schedule = schedule(fields, now);
        String reason = Typed.line(fields, "reason", 1, Window.MAX_REASON);
        fields.done();
        long planned = parts.live().windows().stream()
                .filter(window -> window.state() != WindowView.State.OVER)
                .count();
        if (planned >= Maintenance.MAX_PLANNED || schedule == null) {
            throw Refused.because(
                    Refusal.CONFLICT, "maintenance", "at most " + Maintenance.MAX_PLANNED + " may be planned", "");
        }
        byte[] id = new byte[8];
        random.nextBytes(id);
        Window window = new Window(
                HexFormat.of().formatHex(id),
                node == null ? Window.Target.SITE : Window.Target.NODE,
                node == null ? String.valueOf(site) : node,
                schedule,
                reason,
                session.user().name(),
                now,
                null,
                null);
        tell(new Event.MaintenancePlanned(now, window));
        audit(request, session, AuditEntry.Action.MAINTENANCE_PLANNED, window.target(), reason);
        return Answer.json(new Planned(window.id())).status(202);
    }

    private void checkTarget(Fields fields, @Nullable String node, @Nullable String site) {
        if ((node == null) == (site == null)) {
            fields.problem("node", "must be given, or site, and not both", "");
        } else if (node != null && parts.live().node(node) == null) {
            fields.problem("node", "must be the endpoint of a node", node);
        } else if (site != null && parts.live().site(site) == null) {
            fields.problem("site", "must be the id of a site", site);
        }
    }

    /** Null when a problem was noted. */
    private static @Nullable Schedule schedule(Fields fields, Instant now) {
        Instant from = time(fields, "from", now);
        Instant until = time(fields, "until", now);
        Set<DayOfWeek> days = days(fields);
        LocalTime start = hour(fields, "start", !days.isEmpty());
        LocalTime end = hour(fields, "end", !days.isEmpty());
        Instant begins = from == null ? now : from;
        if (begins.isBefore(now.minus(BACKDATED))) {
            fields.problem("from", "must not be in the past", begins.toString());
        }
        if (until == null && days.isEmpty()) {
            fields.problem("until", "must be given for maintenance that is not weekly", "");
        } else if (until != null && (!until.isAfter(begins) || !until.isAfter(now))) {
            fields.problem("until", "must be after from, and in the future", until.toString());
        } else if (until != null && days.isEmpty() && until.isAfter(begins.plus(LONGEST))) {
            fields.problem("until", "must be at most " + LONGEST.toDays() + " days after from", until.toString());
        } else if (days.isEmpty()) {
            return new Schedule(begins, until, null);
        } else if (start != null && end != null) {
            return new Schedule(begins, until, new Weekly(days, start, end));
        }
        return null;
    }

    private static @Nullable Instant time(Fields fields, String key, Instant now) {
        String text = fields.optionalText(key, 1, MAX_TIME);
        if (text == null) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (at.isAfter(now.minus(AHEAD)) && at.isBefore(now.plus(AHEAD))) {
                return at;
            }
        } catch (DateTimeException e) {
            // told below
        }
        fields.problem(
                key,
                "must be a time such as 2026-11-24T22:00:00+07:00, at most " + AHEAD.toDays() + " days away",
                text);
        return null;
    }

    private static Set<DayOfWeek> days(Fields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : fields.texts("days", 7, 10)) {
            DayOfWeek day = Arrays.stream(DayOfWeek.values())
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (day == null) {
                fields.problem("days", "must be some of " + Arrays.toString(DayOfWeek.values()), name);
            } else {
                days.add(day);
            }
        }
        return days;
    }

    private static @Nullable LocalTime hour(Fields fields, String key, boolean isNeeded) {
        String text = fields.optionalText(key, 1, MAX_TIME);
        if (text == null && !isNeeded) {
            return null;
        }
        if (text != null && isNeeded && text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            return LocalTime.parse(text);
        }
        fields.problem(
                key,
                isNeeded ? "must be an hour and minute such as 22:00" : "must only be given with days",
                text == null ? "" : text);
        return null;
    }

    Answer cancel(Request request, Session session) {
        request.query().done();
        String id = request.parameter("id");
        WindowView window = parts.live().window(id);
        if (window == null) {
            throw Refused.because(Refusal.NOT_FOUND, "maintenance", "must be one that is shown", id);
        }
        if (window.state() == WindowView.State.OVER) {
            throw Refused.because(Refusal.CONFLICT, "maintenance", "must not be over", id);
        }
        tell(new Event.MaintenanceCancelled(
                parts.clock().instant(), session.user().name(), id));
        audit(request, session, AuditEntry.Action.MAINTENANCE_CANCELLED, window.target(), window.reason());
        return Answer.json(new Planned(id)).status(202);
    }

    private void tell(Event event) {
        if (!parts.loop().test(event)) {
            throw Refused.because(Refusal.BUSY, "").retryAfter(Duration.ofSeconds(2));
        }
    }

    private void audit(Request request, Session session, AuditEntry.Action action, String subject, String after) {
        parts.audit()
                .append(new AuditEntry(
                        parts.clock().instant(), session.user().name(), request.address(), action, subject, "", after));
    }
}
