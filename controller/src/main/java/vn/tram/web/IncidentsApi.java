package vn.tram.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Incident;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Query;
import vn.tram.web.http.Request;
import vn.tram.web.live.IncidentView;

/** {@code /incidents}: the list. */
final class IncidentsApi {

    private static final int MAX_INCIDENTS = 1000;
    private static final int USUAL = 200;

    private final Parts parts;

    IncidentsApi(Parts parts) {
        this.parts = parts;
    }

    private enum State {
        OPEN,
        CLOSED,
        ALL
    }

    private record Listed(Instant at, List<IncidentView> incidents) {}

    Answer list(Request request) {
        Query query = request.query();
        State asked = query.choice("state", State.class);
        State state = asked == null ? State.OPEN : asked;
        Instant from = query.time("from");
        Instant to = query.time("to");
        int limit = query.integer("limit", 1, MAX_INCIDENTS, USUAL);
        if (from != null && to != null && !from.isBefore(to)) {
            query.problem("to", "must be after from", to.toString());
        }
        query.done();
        List<IncidentView> views = known(state, from, to, limit).stream()
                .filter(incident -> state == State.ALL || incident.isOpen() == (state == State.OPEN))
                .filter(incident -> overlaps(incident, from, to))
                .limit(limit)
                .map(parts.live()::view)
                .toList();
        return Answer.json(new Listed(parts.clock().instant(), views));
    }

    /** Newest first. What we show now is newer than what the store holds. */
    private List<Incident> known(State state, @Nullable Instant from, @Nullable Instant to, int limit) {
        List<Incident> shown = parts.live().incidents();
        if (state == State.OPEN) {
            return shown;
        }
        Map<Long, Incident> byId = new TreeMap<>(Comparator.reverseOrder());
        Instant end = to == null ? parts.clock().instant().plus(Duration.ofDays(1)) : to;
        int enough = limit + (int) shown.stream().filter(Incident::isOpen).count();
        parts.incidents()
                .incidents(from == null ? Instant.EPOCH : from, end, enough)
                .forEach(incident -> byId.put(incident.id(), incident));
        shown.forEach(incident -> byId.put(incident.id(), incident));
        return List.copyOf(byId.values());
    }

    /** Whether it was open at some time from (inclusive) to (exclusive). */
    private static boolean overlaps(Incident incident, @Nullable Instant from, @Nullable Instant to) {
        Instant closedAt = incident.closedAt();
        return (to == null || incident.openedAt().isBefore(to))
                && (from == null || closedAt == null || !closedAt.isBefore(from));
    }
}
