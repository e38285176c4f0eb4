package vn.tram.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.tram.agent.Arguments.UsageException;
import vn.tram.probe.LinkTest;
import vn.tram.probe.ProbeSettings.Link;
import vn.tram.stamp.Dscp;

/** {@code tram-agent probe} and {@code tram probe}: tests one link for the engineer who stands at the cabinet. */
public final class ProbeCommand {

    private static final int ANSWERED = 0;
    private static final int SILENT = 1;
    private static final int USAGE = 2;
    private static final int LACKS = 3;

    private final PrintWriter out;
    private final PrintWriter err;
    private final AtomicBoolean stopped = new AtomicBoolean();

    public ProbeCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** What was found until now is told, and {@link #run} returns. For any thread. */
    public void stop() {
        stopped.set(true);
    }

    /** As a program: Ctrl-C ends the test, and what was found until then is told. */
    public int runUntilStopped(String... words) {
        Logging.start(null);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            stop();
            await(ended);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run(words);
        } finally {
            ended.countDown();
        }
    }

    /** The program ends when its last words are said, or when they take too long. */
    static void await(CountDownLatch ended) {
        try {
            ended.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the exit code: 0 something was answered, 1 nothing was, 2 wrong usage, 3 this machine lacks something */
    public int run(String... words) {
        ProbeArguments asked;
        try {
            asked = ProbeArguments.of(words);
        } catch (UsageException e) {
            err.println("tram: " + e.getMessage());
            return USAGE;
        }
        if (asked == null) {
            out.print(ProbeArguments.HELP);
            out.flush();
            return ANSWERED;
        }
        Link link = asked.link();
        InetSocketAddress address = new InetSocketAddress(link.host(), link.port());
        if (address.isUnresolved()) {
            err.println("tram: target: must be a name that is known or an address, was " + link.host());
            return USAGE;
        }
        try {
            try (NftClasses classes = new NftClasses(NftClasses.TEST)) {
                return test(asked, address, classes);
            }
        } catch (IOException e) {
            err.println("tram: " + e.getMessage());
            return LACKS;
        }
    }

    private int test(ProbeArguments asked, InetSocketAddress address, NftClasses classes) throws IOException {
        ProbeTexts texts = new ProbeTexts(asked.language());
        Link link = asked.link();
        String target = ProbeReport.target(link);
        LinkTest test =
                new LinkTest(link, asked.count(), asked.bytes(), asked.clockError(), classes, InstantSource.system());
        @Nullable PrintWriter lines = asked.json() ? null : out;
        if (lines != null) {
            lines.println(
                    texts.get("begin", target, link.method(), asked.count(), asked.rate(), Dscp.name(link.dscp())));
        }
        LinkTest.Found found = test.run(
                address,
                new LinkTest.Watcher() {
                    @Override
                    public void answered(long sequence, Duration roundTrip) {
                        if (lines != null) {
                            lines.println(texts.get("answered", sequence, target, ProbeReport.millis(roundTrip)));
                        }
                    }

                    @Override
                    public void lost(long sequence) {
                        if (lines != null) {
                            lines.println(texts.get("lost", sequence));
                        }
                    }
                },
                () -> !stopped.get());
        ProbeReport report = new ProbeReport(asked, found);
        if (asked.json()) {
            out.println(report.json());
        } else {
            out.print(report.text(texts));
        }
        out.flush();
        return found.summary().answered() > 0 ? ANSWERED : SILENT;
    }
}
