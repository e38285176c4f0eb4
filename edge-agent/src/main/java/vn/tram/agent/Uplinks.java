package vn.tram.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.uplink.Uplink;
import vn.tram.wire.PahoSession;
import vn.tram.wire.Topics;

/** The real way to the controller, as a {@link Link}. */
final class Uplinks {

    private static final Logger log = LoggerFactory.getLogger(Uplinks.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** Where {@code /proc/self/stat} says when the process began, counted from the field after its name. */
    private static final int START_TIME = 19;

    private static final double TICKS_A_SECOND = 100;

    private Uplinks() {}

    /** @param tls for a broker with TLS; null for one without */
    static Link.Maker maker(AgentConfig config, @Nullable SSLContext tls) {
        Uplink.Settings settings = new Uplink.Settings(
                config.endpoint(), config.broker(), tls, new Topics(config.prefix()), config.lifetime(), KEEP_ALIVE);
        AtomicBoolean registeredBefore = new AtomicBoolean();
        return (tree, outbox, registered) -> {
            Runnable said = () -> {
                if (!registeredBefore.getAndSet(true)) {
                    log.info("registered {} ms after the start of this process", sinceStart());
                }
                registered.run();
            };
            return of(new Uplink(settings, PahoSession::new, tree, outbox, said, new SecureRandom(), null));
        };
    }

    private static Link of(Uplink uplink) {
        return new Link() {
            @Override
            public void start() {
                uplink.start();
            }

            @Override
            public boolean isRegistered() {
                return uplink.isRegistered();
            }

            @Override
            public void close() {
                uplink.close();
            }
        };
    }

    /**
     * By the kernel's clocks that count from its boot: the time of day at which a process began is known to the second
     * only, and jumps when the clock is set.
     */
    private static long sinceStart() {
        try {
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Math.round(1000 * (uptime - Long.parseLong(afterName[START_TIME]) / TICKS_A_SECOND));
        } catch (IOException e) {
            return -1;
        }
    }
}
