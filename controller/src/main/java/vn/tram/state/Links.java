package vn.tram.state;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.state.NodeState.LinkState;

/** What the links of one node are together. */
final class Links {

    private Links() {}

    /** One that is down, else one that is degraded; null when those that are monitored are well. */
    static @Nullable LinkState worst(Map<Integer, LinkState> links) {
        LinkState worst = null;
        for (LinkState link : links.values()) {
            boolean bad = link.monitored() && (link.health() == Health.DOWN || link.health() == Health.DEGRADED);
            if (bad && (worst == null || worst.health() == Health.DEGRADED)) {
                worst = link;
            }
        }
        return worst;
    }

    /** The newest evidence there is of any link; that a report came, when there is none. */
    static Evidence newest(Map<Integer, LinkState> links, Instant at) {
        Evidence newest = null;
        for (LinkState link : links.values()) {
            if (newest == null || link.evidence().at().isAfter(newest.at())) {
                newest = link.evidence();
            }
        }
        return newest != null ? newest : new Evidence(Evidence.Source.REPORT, at, null, "evidence.report", "");
    }
}
