package vn.tram.agent;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
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

    private static long sinceStart() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now)
                .toMillis();
    }
}
