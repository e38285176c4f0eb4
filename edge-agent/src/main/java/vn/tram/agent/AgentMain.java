package vn.tram.agent;

import java.io.IOException;
import java.security.GeneralSecurityException;
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

    private static void exit(int code, @Nullable String message) {
        System.err.println("tram-agent: " + message);
        System.exit(code);
    }
}
