package vn.tram.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
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
 * Knocks at every address of some ranges, at a bounded rate, and again after a while; what answers is told. A network is
 * never asked faster than that, however many addresses are silent.
 */
public final class Scan implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Scan.class);

    private final Settings settings;
    private final Supplier<Stream<InetAddress>> first;
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
     */
    public record Settings(List<Range> ranges, int perSecond, Duration every) {
        public Settings {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * @param first addresses to begin with, such as those that the kernel has just talked to; only those in the ranges
     *     count
     * @param knock whether a device answers there
     * @param found is told each that does, in every scan
     */
    public Scan(
            Settings settings,
            Supplier<Stream<InetAddress>> first,
            Function<InetAddress, CompletionStage<Boolean>> knock,
            Consumer<InetAddress> found,
            ScheduledExecutorService executor) {
        this.settings = settings;
        this.first = first;
        this.knock = knock;
        this.found = found;
        this.executor = executor;
    }

    public void start() {
        after(Duration.ofSeconds(1), this::begin);
    }

    private void begin() {
        rest = Stream.concat(
                        first.get().filter(address -> settings.ranges().stream().anyMatch(range -> range.has(address))),
                        settings.ranges().stream().flatMap(Range::hosts))
                .distinct()
                .iterator();
        step();
    }

    private void step() {
        if (!rest.hasNext()) {
            after(settings.every(), this::begin);
            return;
        }
        knock(rest.next());
        after(Duration.ofMillis(Math.max(1, 1000 / settings.perSecond())), this::step);
    }

    private void knock(InetAddress address) {
        try {
            knock.apply(address).whenComplete((answers, problem) -> heard(address, answers));
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
