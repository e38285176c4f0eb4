package vn.tram.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knocks at addresses of some ranges, at a bounded rate, and again after a while; what answers is told. Those come first
 * that somebody on the site has heard of, by ARP or LLDP, and then, unless only they are wanted, all the others. A network is
 * never asked faster than that, however many addresses are silent.
 */
public final class Scan implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Scan.class);

    private final Settings settings;
    private final Supplier<CompletionStage<Set<InetAddress>>> heardOf;
    private final Function<InetAddress, CompletionStage<Boolean>> knock;
    private final Consumer<InetAddress> found;
    private final ScheduledExecutorService executor;
    /** The executor only, one task at a time. */
    private Iterator<InetAddress> rest = List.<InetAddress>of().iterator();

    private volatile boolean closed;

    /**
     * What is scanned.
     *
     * @param perSecond addresses a second, at most
     * @param every from the end of one scan to the beginning of the next
     * @param sweeps whether addresses are tried that nobody has heard of
     */
    public record Settings(List<Range> ranges, int perSecond, Duration every, boolean sweeps) {
        public Settings {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * @param heardOf addresses that somebody on the site has heard of; only those in the ranges count
     * @param knock whether a device answers there
     * @param found is told each that does, in every scan, on the executor
     */
    public Scan(
            Settings settings,
            Supplier<CompletionStage<Set<InetAddress>>> heardOf,
            Function<InetAddress, CompletionStage<Boolean>> knock,
            Consumer<InetAddress> found,
            ScheduledExecutorService executor) {
        this.settings = settings;
        this.heardOf = heardOf;
        this.knock = knock;
        this.found = found;
        this.executor = executor;
    }

    public void start() {
        after(Duration.ofSeconds(1), this::begin);
    }

    private void begin() {
        heardOf.get().whenComplete((addresses, problem) -> {
            if (problem != null) {
                log.warn("scan: neighbours are not known this time: {}", problem.toString());
            }
            after(Duration.ZERO, () -> begin(addresses == null ? Set.of() : addresses));
        });
    }

    private void begin(Set<InetAddress> addresses) {
        Stream<InetAddress> known =
                addresses.stream().filter(address -> settings.ranges().stream().anyMatch(range -> range.has(address)));
        Stream<InetAddress> all = settings.sweeps() ? settings.ranges().stream().flatMap(Range::hosts) : Stream.empty();
        rest = Stream.concat(known, all).distinct().iterator();
        step();
    }

    private void step() {
        if (!rest.hasNext()) {
            after(settings.every(), this::begin);
            return;
        }
        knock(rest.next());
        after(Duration.ofMillis((999 + settings.perSecond()) / settings.perSecond()), this::step);
    }

    private void knock(InetAddress address) {
        try {
            // Who is told may write that down, and who has answered is on the thread that hears everybody.
            knock.apply(address)
                    .whenComplete((answers, problem) -> after(Duration.ZERO, () -> heard(address, answers)));
        } catch (RuntimeException e) {
            log.error("scan: {} could not be asked", address, e);
        }
    }

    private void heard(InetAddress address, @Nullable Boolean answers) {
        if (Boolean.TRUE.equals(answers) && !closed) {
            found.accept(address);
        }
    }

    private void after(Duration pause, Runnable task) {
        if (closed) {
            return;
        }
        try {
            executor.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the agent is closing", e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
