package vn.tram.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.stamp.ProbeStatistics.Answer;

/**
 * Echo requests (RFC 792, RFC 4443) by the system's {@code ping}, one short process for each probe: Java may not send
 * them, and that program may. Its own measurement counts, so that what it takes to start it does not.
 */
final class IcmpProbe extends Probe {

    private static final Logger log = LoggerFactory.getLogger(IcmpProbe.class);
    private static final Pattern TIME = Pattern.compile("time[=<]([0-9.]+) ?ms");
    private static final int MOST_OUTPUT = 4096;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long HANGS = Duration.ofSeconds(5).toNanos();

    private final String program;
    private String peer = "";
    private @Nullable Process running;
    private long runningSequence;
    private long startedAt;
    private boolean isMissing;

    /** @param program usually {@code ping}, of iputils or BusyBox */
    IcmpProbe(String name, Duration interval, String program) {
        super(name, "icmp", interval, false);
        this.program = program;
    }

    /** @param host of which {@link Probes} has made sure that it is no option */
    void towards(String host) {
        peer = host;
    }

    @Override
    boolean isReady() {
        return !peer.isEmpty() && running == null && !isMissing;
    }

    @Override
    String peer() {
        return peer;
    }

    @Override
    void send(Selector selector, long now) {
        try {
            running = new ProcessBuilder(program, "-n", "-c", "1", "-W", Long.toString(TIMEOUT.toSeconds() - 1), peer)
                    .redirectErrorStream(true)
                    .start();
            startedAt = now;
            runningSequence = sequence++;
            pace.sent(now);
            statistics.sent(runningSequence, 0, now);
        } catch (IOException e) {
            isMissing = true;
            log.error("link {} is not probed: {} cannot be started ({})", name, program, e.getMessage());
        }
    }

    @Override
    void receive(SelectionKey key) {
        throw new IllegalStateException("key: must be of a socket, and ping has none");
    }

    @Override
    void turn(long now) {
        Process process = running;
        if (process == null) {
            return;
        }
        if (process.isAlive()) {
            if (now - startedAt > HANGS) {
                process.destroyForcibly();
            }
            return;
        }
        running = null;
        try (InputStream out = process.getInputStream()) {
            Matcher time = TIME.matcher(new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.US_ASCII));
            if (time.find()) {
                long roundTrip = Math.round(Double.parseDouble(time.group(1)) * NANOS_PER_MILLI);
                if (statistics.answered(runningSequence, roundTrip) == Answer.COUNTED) {
                    pace.answered(now, roundTrip);
                }
            }
        } catch (IOException e) {
            refused++;
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
