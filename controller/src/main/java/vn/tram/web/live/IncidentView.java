package vn.tram.web.live;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Impact;
import vn.tram.incident.Incident;
import vn.tram.state.Evidence;

/** An incident as JSON has it: the core's, and the names that people know. */
public record IncidentView(
        long id,
        Incident.Kind kind,
        String endpoint,
        String name,
        @Nullable String site,
        @Nullable String siteName,
        @Nullable String district,
        int link,
        String detail,
        Instant openedAt,
        @Nullable Instant closedAt,
        Evidence evidence,
        List<Suppressed> suppressed,
        @Nullable String acknowledgedBy,
        @Nullable String assignedTo,
        int level,
        Impact impact,
        List<Incident.Step> timeline) {

    /** A node that is down only because of this. */
    public record Suppressed(String endpoint, String name) {}

    /** @param nodes by endpoint; null for those we do not know */
    static IncidentView of(Incident incident, Function<String, @Nullable NodeView> nodes) {
        NodeView view = nodes.apply(incident.endpoint());
        NodeSummary node = view == null ? null : view.summary();
        return new IncidentView(
                incident.id(),
                incident.kind(),
                incident.endpoint(),
                node == null ? incident.endpoint() : node.name(),
                node == null ? null : node.site(),
                node == null ? null : node.siteName(),
                node == null ? null : node.district(),
                incident.link(),
                incident.detail(),
                incident.openedAt(),
                incident.closedAt(),
                incident.evidence(),
                incident.suppressed().stream()
                        .map(endpoint -> new Suppressed(endpoint, name(endpoint, nodes)))
                        .toList(),
                incident.acknowledgedBy(),
                incident.assignedTo(),
                incident.level(),
                incident.impact(),
                incident.timeline());
    }

    private static String name(String endpoint, Function<String, @Nullable NodeView> nodes) {
        NodeView view = nodes.apply(endpoint);
        return view == null ? endpoint : view.summary().name();
    }
}
