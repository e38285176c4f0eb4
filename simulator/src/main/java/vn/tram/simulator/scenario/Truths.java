package vn.tram.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vn.tram.simulator.check.Truth;
import vn.tram.simulator.check.Truth.Nature;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Poor;
import vn.tram.simulator.check.Truth.Span;
import vn.tram.simulator.scenario.Scenario.Happening;
import vn.tram.simulator.scenario.Scenario.Kind;

/** Writes down what will really happen, before anything does. */
final class Truths {

    /** Of a period of a line that flaps, this share is without a line. */
    private static final double AWAY = 0.4;

    private Truths() {}

    static Truth of(List<Happening> happenings, Paths paths, Instant story) {
        List<Outage> outages = new ArrayList<>();
        List<Poor> poor = new ArrayList<>();
        List<Span> blindness = new ArrayList<>();
        for (Happening happening : happenings) {
            Span span = span(happening, story);
            switch (happening.kind()) {
                case FIBRE, FLAPPING -> outages.add(outage(Nature.LINE, happening, story, paths));
                case POWER -> outages.add(outage(Nature.POWER, happening, story, paths));
                case DEVICE -> outages.add(outage(Nature.DEVICE, happening, story, paths));
                case AGENT ->
                    outages.add(new Outage(Nature.AGENT, List.of(span), happening.target(), Set.of(), Set.of()));
                case BROWN_OUT -> {
                    Set<String> concerned = new TreeSet<>(paths.behind(happening.target()));
                    concerned.add(happening.target());
                    poor.add(new Poor(span, concerned));
                }
                case CONTROLLER, OUR_LINE -> blindness.add(span);
                case BROKER, CLOCK -> {
                    // Neither hides a line from those who probe it, nor is an outage of anything.
                }
            }
        }
        return new Truth(outages, poor, blindness);
    }

    private static Outage outage(Nature nature, Happening happening, Instant story, Paths paths) {
        String cause = happening.target();
        Set<String> alike = Faults.targets(happening, paths);
        alike.remove(cause);
        Set<String> behind = new TreeSet<>(alike);
        behind.addAll(paths.behind(cause));
        alike.forEach(endpoint -> behind.addAll(paths.behind(endpoint)));
        List<Span> cuts = new ArrayList<>();
        for (Happening cut : cuts(happening)) {
            cuts.add(span(cut, story));
        }
        return new Outage(nature, cuts, cause, alike, behind);
    }

    /** A line that flaps is cut several times; everything else happens once. */
    static List<Happening> cuts(Happening happening) {
        if (happening.kind() != Kind.FLAPPING) {
            return List.of(happening);
        }
        int times = Math.max(1, (int) happening.amount());
        Duration period = happening.lasts().dividedBy(times);
        List<Happening> cuts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            cuts.add(new Happening(
                    Kind.FLAPPING,
                    happening.target(),
                    happening.at().plus(period.multipliedBy(i)),
                    Duration.ofMillis((long) (period.toMillis() * AWAY)),
                    1));
        }
        return cuts;
    }

    private static Span span(Happening happening, Instant story) {
        Instant from = story.plus(happening.at());
        return new Span(from, from.plus(happening.lasts()));
    }
}
