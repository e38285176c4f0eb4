package vn.tram.simulator.check;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What really happened, known before the run.
 *
 * @param outages each with its one cause
 * @param blindness when the controller itself was off
 */
public record Truth(List<Outage> outages, List<Span> blindness) {

    public Truth {
        outages = List.copyOf(outages);
        blindness = List.copyOf(blindness);
    }

    /** @param to the first moment that is no longer in it */
    public record Span(Instant from, Instant to) {}

    /**
     * One cause.
     *
     * @param cause endpoint of the node that cannot be reached because of itself
     * @param behind endpoints that cannot be reached because of it
     */
    public record Outage(Span when, String cause, Set<String> behind) {
        public Outage {
            behind = Set.copyOf(behind);
        }

        boolean concerns(String endpoint) {
            return cause.equals(endpoint) || behind.contains(endpoint);
        }
    }
}
