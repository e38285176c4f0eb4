package vn.tram.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.incident.Incident;
import vn.tram.people.AuditLog;
import vn.tram.people.Users;
import vn.tram.state.History;
import vn.tram.web.live.LiveView;

/**
 * What the web is put together from; all of it safe for many threads.
 *
 * @param loop takes what people do into the loop's queue; false when that is full
 * @param incidents those that were open at some time from (inclusive) to (exclusive), newest first
 * @param publisher null where there is no content
 * @param warnings null where there is no content
 * @param faults null outside the demo
 * @param claims null where devices need none
 * @param certificate of the portals' API; null where there are none
 * @param sla null where there is no ledger
 * @param setUp null where it is done from the start
 * @param readiness by name, what is wrong with each part of the controller; an empty text is well
 * @param gauges more figures for {@code /metrics}
 */
public record Parts(
        InstantSource clock,
        LiveView live,
        History history,
        Users users,
        AuditLog audit,
        Predicate<Event> loop,
        IncidentHistory incidents,
        @Nullable Publisher publisher,
        @Nullable Warnings warnings,
        @Nullable Faults faults,
        @Nullable Claims claims,
        @Nullable CertificateKeeper certificate,
        @Nullable SlaSheets sla,
        @Nullable SetUp setUp,
        Map<String, Supplier<String>> readiness,
        List<Metric> gauges) {

    public Parts {
        readiness = Map.copyOf(readiness);
        gauges = List.copyOf(gauges);
    }

    /** Incidents that were closed long ago too. */
    @FunctionalInterface
    public interface IncidentHistory {
        List<Incident> incidents(Instant from, Instant to, int limit);
    }
}
