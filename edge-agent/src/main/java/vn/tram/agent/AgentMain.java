package vn.tram.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The agent as a program: settings, parts, and an end in order at SIGTERM. */
public final class AgentMain {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int LACKS = 3;

    private AgentMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        String tool = arguments.length == 0 ? "" : arguments[0];
        if (tool.equals("probe") || tool.equals("reflect")) {
            System.exit(run(tool, Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        AgentConfig config;
        try {
            config = Arguments.config(arguments);
        } catch (Arguments.UsageException e) {
            exit(USAGE, e.getMessage());
            return;
        }
        if (config == null) {
            System.out.print(Arguments.HELP);
            return;
        }
        Logging.start(config.log());
        Device device = new Device(config, tls -> Uplinks.maker(config, tls));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            device.close();
            ended.countDown();
        }));
        try {
            device.start();
        } catch (IOException e) {
            exit(LACKS, e.toString());
        } catch (GeneralSecurityException e) {
            exit(USAGE, e.getMessage());
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(AgentMain.class).error("the agent cannot start", e);
            exit(FAILED, e.toString());
        }
        ended.await();
    }

    private static int run(String tool, String... words) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return tool.equals("probe")
                ? new ProbeCommand(out, err).runUntilStopped(words)
                : new ReflectCommand(out, err).runUntilStopped(words);
    }

    private static void exit(int code, @Nullable String message) {
        System.err.println("tram-agent: " + message);
        System.exit(code);
    }
}
