package vn.tram.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.gateway.Behind;
import vn.tram.profiles.DeviceProfile;
import vn.tram.sampler.Sampler;

/**
 * A device behind the agent that is listed by a host name. Until that has an address, each round looks it up, and says
 * that the device is not reached. A resolver may keep its caller waiting for long, so no round waits for it. Safe for use
 * by many threads.
 */
final class BehindName implements Behind {

    private static final Logger log = LoggerFactory.getLogger(BehindName.class);

    private final String name;
    private final String host;
    private final Lookup lookup;
    private final Function<InetAddress, BehindSnmp> device;
    private final Executor resolver;
    private final Duration patience;

    /** Guarded by this; at most one is under way. */
    private CompletableFuture<Optional<BehindSnmp>> found = CompletableFuture.completedFuture(Optional.empty());

    private volatile @Nullable BehindSnmp known;
    private volatile boolean hasFailed;

    /** How names are looked up; may wait. */
    @FunctionalInterface
    interface Lookup {
        InetAddress address(String host) throws UnknownHostException;
    }

    /**
     * @param device is called once, when the address is known
     * @param resolver has threads that may be kept waiting
     * @param patience how long a round waits for the resolver
     */
    BehindName(
            String name,
            String host,
            Lookup lookup,
            Function<InetAddress, BehindSnmp> device,
            Executor resolver,
            Duration patience) {
        this.name = name;
        this.host = host;
        this.lookup = lookup;
        this.device = device;
        this.resolver = resolver;
        this.patience = patience;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Answer> ask() {
        return locate().thenCompose(there -> there.map(BehindSnmp::ask).orElseGet(this::unreached));
    }

    private CompletionStage<Answer> unreached() {
        String why = name + ": the host name " + host + " must be known to this machine's resolver, and is not";
        return CompletableFuture.completedFuture(new Answer(false, List.of(Sampler.error(why))));
    }

    /** Empty when the address is not known within the patience; the look-up then goes on for the next round. */
    CompletableFuture<Optional<BehindSnmp>> locate() {
        BehindSnmp before = known;
        if (before != null) {
            return CompletableFuture.completedFuture(Optional.of(before));
        }
        CompletableFuture<Optional<BehindSnmp>> looking;
        synchronized (this) {
            if (found.isDone()) {
                found = CompletableFuture.supplyAsync(this::lookUp, resolver);
            }
            looking = found;
        }
        return looking.copy().completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Optional<BehindSnmp> lookUp() {
        BehindSnmp before = known;
        if (before != null) {
            return Optional.of(before);
        }
        try {
            BehindSnmp there = device.apply(lookup.address(host));
            known = there;
            log.info("device {}: {} is {}", name, host, there.source().name());
            return Optional.of(there);
        } catch (UnknownHostException e) {
            if (!hasFailed) {
                hasFailed = true;
                log.warn("device {}: the name {} is unknown, and is looked up in each round", name, host);
            }
            return Optional.empty();
        }
    }

    @Override
    public int maxSeries() {
        BehindSnmp there = known;
        return there == null ? DeviceProfile.DEFAULT_MAX_SERIES : there.maxSeries();
    }
}
