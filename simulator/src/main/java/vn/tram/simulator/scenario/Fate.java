package vn.tram.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.simulator.device.Province;
import vn.tram.simulator.scenario.Chance.Among;
import vn.tram.simulator.scenario.Scenario.Happening;

/**
 * Draws what happens by chance, before anything happens. Two things that have to do with one another keep apart, for
 * nobody could say what the second one is; all others come together as they may.
 */
final class Fate {

    /** Longer than anything that is still going on after a happening: an incident that may be opened again. */
    private static final Duration APART = Duration.ofMinutes(20);

    private static final Duration BEGINNING = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 300;

    private record Taken(Set<String> nodes, boolean everybody, Duration from, Duration to) {}

    private final Province province;
    private final Paths paths;
    private final Duration lasts;
    private final Random random;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Happening> drawn = new ArrayList<>();

    Fate(Province province, Paths paths, Duration lasts, long seed) {
        this.province = province;
        this.paths = paths;
        this.lasts = lasts;
        this.random = new Random(seed ^ 0x5EED);
    }

    /** In the order in which it happens. */
    List<Happening> draw(List<Chance> chances) {
        for (Chance chance : chances) {
            List<String> targets = chance.kind().hasTarget() ? targets(chance.among()) : List.of("");
            for (int i = 0; i < chance.times(); i++) {
                draw(chance, targets);
            }
        }
        drawn.sort(Comparator.comparing(Happening::at).thenComparing(Happening::target));
        return List.copyOf(drawn);
    }

    /** When it finds no room it does not happen. */
    private void draw(Chance chance, List<String> targets) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String target = targets.get(random.nextInt(targets.size()));
            Duration span = between(chance.shortest(), chance.longest());
            Duration room = lasts.minus(span).minus(BEGINNING);
            if (room.isNegative()) {
                return;
            }
            Duration at = BEGINNING.plusMillis((long) (random.nextDouble() * room.toMillis()));
            Taken would = new Taken(
                    chance.kind().hasTarget() ? concerned(target) : Set.of(),
                    !chance.kind().hasTarget(),
                    at.minus(APART),
                    at.plus(span).plus(APART));
            if (taken.stream().noneMatch(other -> collide(would, other))) {
                taken.add(would);
                double amount = chance.least() + random.nextDouble() * (chance.most() - chance.least());
                drawn.add(new Happening(chance.kind(), target, at, span, amount));
                return;
            }
        }
    }

    private static boolean collide(Taken one, Taken other) {
        boolean meet = one.from.compareTo(other.to) < 0 && other.from.compareTo(one.to) < 0;
        return meet
                && one.everybody == other.everybody
                && (one.everybody || one.nodes.stream().anyMatch(other.nodes::contains));
    }

    private Set<String> concerned(String target) {
        Set<String> nodes = new TreeSet<>(paths.behind(target));
        nodes.add(target);
        nodes.addAll(paths.beside(target));
        return nodes;
    }

    private Duration between(Duration shortest, Duration longest) {
        double few = Math.log((double) shortest.toMillis());
        double many = Math.log((double) longest.toMillis());
        return Duration.ofMillis((long) Math.exp(few + random.nextDouble() * (many - few)));
    }

    private List<String> targets(Among among) {
        List<String> targets = new ArrayList<>();
        for (Node node : province.nodes()) {
            boolean isPoint = node.kind() == Node.Kind.CONNECTION_POINT;
            boolean isCentre = province.centre().equals(node.site());
            boolean isDistrict = isPoint && tier(node) == Site.Tier.DISTRICT;
            boolean fits = switch (among) {
                case DISTRICTS -> isDistrict;
                case POINTS -> isPoint && !isDistrict;
                case HOTSPOTS -> !isPoint;
                case NEIGHBOURS -> !isPoint && !paths.beside(node.endpoint()).isEmpty();
                case ALL -> true;
            };
            if (fits && !isCentre) {
                targets.add(node.endpoint());
            }
        }
        return targets;
    }

    private Site.Tier tier(Node node) {
        return province.sites().stream()
                .filter(site -> site.id().equals(node.site()))
                .map(Site::tier)
                .findFirst()
                .orElseThrow();
    }
}
