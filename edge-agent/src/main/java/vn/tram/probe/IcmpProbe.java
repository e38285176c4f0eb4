package vn.tram.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** As many wait for their answers together, so that one that is lost does not keep the next from leaving. */
    static final int MOST_RUNNING = 4;

    private final String program;
    private final List<String> options;
    private final int mostRunning;
    private final List<Running> running = new ArrayList<>();
    private String peer = "";
    private boolean isMissing;

    private record Running(Process process, long sequence, long began) {}

    /** @param program usually {@code ping}, of iputils or BusyBox */
    IcmpProbe(String name, Duration interval, String program) {
        this(name, interval, program, List.of(), MOST_RUNNING);
    }

    /**
     * @param options of the program, besides those that it always gets
     * @param mostRunning how many of them wait for an answer together
     */
    IcmpProbe(String name, Duration interval, String program, List<String> options, int mostRunning) {
        super(name, "icmp", interval, false);
        this.program = program;
        this.options = List.copyOf(options);
        this.mostRunning = mostRunning;
    }

    /** @param host that is no option of the program */
    void towards(String host) {
        peer = host;
    }

    /** Whether the program is there, as far as was tried. */
    boolean isMissing() {
        return isMissing;
    }

    @Override
    boolean isReady() {
        return !peer.isEmpty() && running.size() < mostRunning && !isMissing;
    }

    @Override
    String peer() {
        return peer;
    }

    @Override
    void send(Selector selector, long now) {
        try {
            List<String> command =
                    new ArrayList<>(List.of(program, "-n", "-c", "1", "-W", Long.toString(TIMEOUT.toSeconds() - 1)));
            command.addAll(options);
            command.add(peer);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            running.add(new Running(process, sequence, now));
            pace.sent(now);
            statistics.sent(sequence++, 0, now);
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
        running.removeIf(one -> {
            if (!one.process.isAlive()) {
                take(one, now);
                return true;
            }
            if (now - one.began > HANGS) {
                one.process.destroyForcibly();
            }
            return false;
        });
    }

    private void take(Running ended, long now) {
        try (InputStream out = ended.process.getInputStream()) {
            Matcher time = TIME.matcher(new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.US_ASCII));
            if (time.find()) {
                long roundTrip = Math.round(Double.parseDouble(time.group(1)) * NANOS_PER_MILLI);
                if (statistics.answered(ended.sequence, roundTrip) == Answer.COUNTED) {
                    pace.answered(now, roundTrip);
                    observer.answered(ended.sequence, roundTrip);
                }
            }
        } catch (IOException | NumberFormatException e) {
            refused++;
        }
    }

    @Override
    public void close() {
        running.forEach(one -> one.process.destroyForcibly());
    }
}
