package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import vn.tram.simulator.device.Province;

/**
 * How soon a cut is an incident in the operations centre: the demo in a process of its own, cuts at random moments by its
 * API, each from that moment until the incident that names its cause has come with the live feed. First the power of single
 * sites, one soon after the other, then communes with what is behind them, then the fibre of whole districts.
 */
public final class DetectBench {

    private static final long SEED = 1;
    private static final Duration START = Duration.ofMinutes(5);
    /** What has not become an incident by then is missed. */
    private static final Duration MISSED = Duration.ofSeconds(10);
    /** So long a cut goes on once it is seen: all behind it falls within a second, and must not become a second incident. */
    private static final Duration GOES_ON = Duration.ofMillis(2500);

    private static final Duration CALM = Duration.ofSeconds(1);
    /** For less, there is no time to cut communes. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    private static final long LONGEST_MILLIS = 60_000;
    private static final int LOOK_MILLIS = 20;

    /**
     * What to do.
     *
     * @param folder for the demo's data
     * @param single how long single sites are cut, and a quarter of that whole communes
     * @param pause from one cut to the next on average
     * @param districts how many of them are cut
     */
    public record Plan(Path folder, int nodes, Duration single, Duration pause, int districts) {}

    /** What was seen; an incident is false when nothing that is cut explains it, or another one did before. */
    public record Result(int cuts, long p50Millis, long p99Millis, int falseIncidents, int missed) {}

    private final Plan plan;
    private final Random random = new Random(SEED);
    private final Histogram delays = new Histogram(LONGEST_MILLIS, 3);
    private final List<Cut> active = new ArrayList<>();
    private final Set<Long> open = new HashSet<>();
    private int cuts;
    private int falseIncidents;
    private int missed;

    private DetectBench(Plan plan) {
        this.plan = plan;
    }

    /** Both sizes, or only the one when they are the same, and what is to be said of them. */
    public static void run(Path folder, int few, int many, Duration time, PrintStream out)
            throws IOException, InterruptedException {
        Duration pause = Duration.ofMillis(200);
        Result small = run(new Plan(Files.createDirectories(folder.resolve("few")), few, time, pause, 4));
        out.printf(
                Locale.ROOT,
                "detect_cuts=%d%ndetect_p50_ms=%d%ndetect_p99_ms=%d%n",
                small.cuts(),
                small.p50Millis(),
                small.p99Millis());
        if (many == few) {
            sums(small.falseIncidents(), small.missed(), out);
            return;
        }
        Result large =
                run(new Plan(Files.createDirectories(folder.resolve("many")), many, time, pause.dividedBy(2), 2));
        out.printf(
                Locale.ROOT,
                "detect_%d_cuts=%d%ndetect_%d_p50_ms=%d%ndetect_%d_p99_ms=%d%n",
                many,
                large.cuts(),
                many,
                large.p50Millis(),
                many,
                large.p99Millis());
        sums(small.falseIncidents() + large.falseIncidents(), small.missed() + large.missed(), out);
    }

    private static void sums(int falseIncidents, int missed, PrintStream out) {
        out.printf(Locale.ROOT, "false_incidents=%d%nmissed_outages=%d%n", falseIncidents, missed);
    }

    /** @throws IOException says why the demo did not come up */
    public static Result run(Plan plan) throws IOException, InterruptedException {
        return new DetectBench(plan).run();
    }

    private Result run() throws IOException, InterruptedException {
        Province province = Province.of("bac-ninh", SEED, plan.nodes());
        try (DemoProcess demo = DemoProcess.start(plan.folder(), plan.nodes(), SEED)) {
            Operations operations = Operations.signIn(demo);
            awaitCalm(operations);
            operations.follow(this::told);
            cutFor(plan.single(), shuffled(Cut.ofLeaves(province)), operations);
            Duration rest = plan.single().dividedBy(4);
            if (rest.compareTo(LEAST) >= 0) {
                cutFor(rest, shuffled(Cut.ofCommunes(province)), operations);
            }
            List<Cut> districts = shuffled(Cut.ofDistricts(province));
            for (Cut district : districts.subList(0, Math.min(plan.districts(), districts.size()))) {
                cutFor(Duration.ofMillis(1), List.of(district), operations);
            }
        }
        return new Result(
                cuts, delays.getValueAtPercentile(50), delays.getValueAtPercentile(99), falseIncidents, missed);
    }

    private List<Cut> shuffled(List<Cut> cuts) {
        List<Cut> all = new ArrayList<>(cuts);
        Collections.shuffle(all, random);
        return all;
    }

    /** Until all nodes are up and probe, and no incident is open. */
    private void awaitCalm(Operations operations) throws IOException, InterruptedException {
        long latest = System.nanoTime() + START.toNanos();
        boolean isCalm = false;
        while (!isCalm) {
            TimeUnit.MILLISECONDS.sleep(500);
            JsonNode summary = operations.summary();
            int up = summary.get("counts").path("UP").asInt();
            isCalm = up >= plan.nodes()
                    && operations.flowing() >= plan.nodes()
                    && summary.get("incidentsOpen").asInt() == 0;
            if (!isCalm && System.nanoTime() > latest) {
                throw new IOException("bench detect: after " + START.toSeconds() + " s must be up " + plan.nodes()
                        + " nodes that probe, without an incident; was " + summary + ", probing "
                        + operations.flowing());
            }
        }
    }

    /** Cuts one after the other at random moments, and mends each once it is seen or missed; returns when all is well. */
    private void cutFor(Duration time, List<Cut> targets, Operations operations)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (Cut target : targets) {
            if (System.nanoTime() > end && !targets.get(0).equals(target)) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(random.nextLong(2 * plan.pause().toMillis()));
            mendSeen(operations);
            synchronized (this) {
                operations.cut(target);
                active.add(target);
                cuts++;
            }
        }
        while (mendSeen(operations) > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
    }

    /** @return how many are still cut */
    private synchronized int mendSeen(Operations operations) throws IOException, InterruptedException {
        for (Cut cut : List.copyOf(active)) {
            Duration delay = cut.delay();
            Duration age = cut.age(Instant.now());
            boolean isOver = delay != null ? age.compareTo(delay.plus(GOES_ON)) > 0 : age.compareTo(MISSED) > 0;
            if (isOver) {
                operations.mend(cut);
                active.remove(cut);
                if (delay == null) {
                    missed++;
                } else {
                    delays.recordValue(Math.min(LONGEST_MILLIS, delay.toMillis()));
                }
            }
        }
        return active.size();
    }

    private synchronized void told(Operations.Told incident) {
        if (!incident.isOpen()) {
            open.remove(incident.id());
            return;
        }
        if (!open.add(incident.id())) {
            return;
        }
        for (Cut cut : active) {
            if (cut.explains(incident.endpoint()) && cut.mayBeNamed(incident.endpoint()) && !cut.isSeen()) {
                cut.seen(incident.arrived());
                return;
            }
        }
        falseIncidents++;
        System.err.println("bench detect: nothing that is cut explains an incident of " + incident.endpoint());
    }
}
