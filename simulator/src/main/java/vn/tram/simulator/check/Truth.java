package vn.tram.simulator.check;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What really happened, known before the run.
 *
 * @param outages each with its one cause
 * @param poor lines that lost packets
 * @param blindness when the controller was off, or nothing could reach it
 */
public record Truth(List<Outage> outages, List<Poor> poor, List<Span> blindness) {

    public Truth {
        outages = List.copyOf(outages);
        poor = List.copyOf(poor);
        blindness = List.copyOf(blindness);
    }

    /** @param to the first moment that is no longer in it */
    public record Span(Instant from, Instant to) {

        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }

        boolean meets(Instant start, Instant end) {
            return from.isBefore(end) && start.isBefore(to);
        }
    }

    /** What an outage is due to. */
    public enum Nature {
        POWER,
        LINE,
        DEVICE,
        AGENT
    }

    /**
     * One cause.
     *
     * @param cuts when it could not be reached: one, or several of a line that flaps
     * @param cause endpoint of the node that cannot be reached because of itself
     * @param alike endpoints at the same place that share the cause, so that any of them may be named
     * @param behind endpoints that cannot be reached because of it, those that are alike included
     */
    public record Outage(Nature nature, List<Span> cuts, String cause, Set<String> alike, Set<String> behind) {
        public Outage {
            cuts = List.copyOf(cuts);
            alike = Set.copyOf(alike);
            behind = Set.copyOf(behind);
        }

        /** From the first cut to the end of the last. */
        Span when() {
            return new Span(cuts.get(0).from(), cuts.get(cuts.size() - 1).to());
        }

        /** All that cannot be reached because of it, by name. */
        Set<String> endpoints() {
            Set<String> endpoints = new TreeSet<>(behind);
            endpoints.add(cause);
            return endpoints;
        }

        boolean concerns(String endpoint) {
            return cause.equals(endpoint) || behind.contains(endpoint);
        }

        boolean mayBeNamed(String endpoint) {
            return cause.equals(endpoint) || alike.contains(endpoint);
        }
    }

    /** A line that loses packets, and whom that concerns. */
    public record Poor(Span when, Set<String> endpoints) {
        public Poor {
            endpoints = Set.copyOf(endpoints);
        }
    }

    /** Whether the controller could not see at some time between {@code from} and {@code to}. */
    boolean wasBlind(Instant from, Instant to) {
        return blindness.stream().anyMatch(span -> span.meets(from, to));
    }

    /** {@code at}, or the end of the blindness in which it lies. */
    Instant seenAgain(Instant at) {
        Instant seen = at;
        for (Span span : blindness) {
            if (span.contains(seen)) {
                seen = span.to();
            }
        }
        return seen;
    }
}
