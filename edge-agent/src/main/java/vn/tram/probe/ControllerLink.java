package vn.tram.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.stamp.ProbeParameters;
import vn.tram.stamp.StampKey;

/**
 * Gets the session by which the controller knows this device's probes: at the start, and anew when for a minute none was
 * answered, for the controller may have lost its data. In the thread of {@link Probes}, except for the fetching.
 */
final class ControllerLink {

    private static final Logger log = LoggerFactory.getLogger(ControllerLink.class);
    private static final long FIRST_WAIT = Duration.ofSeconds(5).toNanos();
    private static final long SILENCE = Duration.ofMinutes(1).toNanos();
    private static final long LAST_WAIT = Duration.ofMinutes(10).toNanos();

    private final StampProbe probe;
    private final String host;
    private final ParameterSource source;
    private final Executor background;
    private final Consumer<Runnable> later;
    private boolean isFetching;
    private boolean hasSession;
    private boolean hasFailed;
    private long asked;
    private long wait;

    /** @param later runs something in the thread of the probes */
    ControllerLink(
            StampProbe probe, String host, ParameterSource source, Executor background, Consumer<Runnable> later) {
        this.probe = probe;
        this.host = host;
        this.source = source;
        this.background = background;
        this.later = later;
    }

    void turn(long now) {
        if (hasSession && probe.pace.silence(now) < SILENCE) {
            wait = FIRST_WAIT;
            return;
        }
        if (isFetching || asked != 0 && now - asked < wait) {
            return;
        }
        isFetching = true;
        asked = now;
        wait = wait == 0 ? FIRST_WAIT : Math.min(LAST_WAIT, 2 * wait);
        try {
            background.execute(this::fetch);
        } catch (RejectedExecutionException e) {
            log.debug("the agent is closing", e);
        }
    }

    private void fetch() {
        try {
            ProbeParameters fetched = source.fetch();
            InetSocketAddress address = new InetSocketAddress(host, fetched.port());
            if (address.isUnresolved()) {
                throw new IOException("the name " + host + " is not known");
            }
            later.accept(() -> begin(fetched, address));
        } catch (IOException | RuntimeException e) {
            later.accept(() -> failed(e));
        }
    }

    private void begin(ProbeParameters fetched, InetSocketAddress address) {
        isFetching = false;
        hasSession = true;
        hasFailed = false;
        probe.towards(address, fetched.ssid(), new StampKey(fetched.key()));
        log.info("the link to the controller is probed at {}", address);
    }

    private void failed(Exception why) {
        isFetching = false;
        if (!hasFailed) {
            hasFailed = true;
            log.warn("how the link to the controller is probed is not known yet: {}", why.getMessage());
        }
    }
}
