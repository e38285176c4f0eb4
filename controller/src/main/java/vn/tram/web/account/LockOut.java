package vn.tram.web.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing passwords slow: after {@value #FREE_PER_USER} wrong ones for a user name, or {@value
 * #FREE_PER_ADDRESS} from an address, each further one locks it, at first for 30 seconds and twice as long each time, up
 * to an hour. A name that nobody has is treated the same. A day without a wrong one is forgotten. Safe for many threads.
 */
public final class LockOut {

    static final int FREE_PER_USER = 5;
    static final int FREE_PER_ADDRESS = 20;
    static final Duration FIRST = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration FORGET = Duration.ofDays(1);
    private static final int MAX_KEPT = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> kept = new LinkedHashMap<>(64, 0.75f, true);

    private record Failures(int count, Instant last, Instant lockedUntil) {}

    public LockOut(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this user, or this address, must wait before it may try; null when it may now. */
    public synchronized @Nullable Duration locked(String user, String address) {
        Duration byUser = remaining("user " + user);
        Duration byAddress = remaining("address " + address);
        if (byUser == null || byAddress == null) {
            return byUser == null ? byAddress : byUser;
        }
        return byUser.compareTo(byAddress) > 0 ? byUser : byAddress;
    }

    private @Nullable Duration remaining(String key) {
        Failures failures = kept.get(key);
        Instant now = clock.instant();
        return failures == null || !now.isBefore(failures.lockedUntil())
                ? null
                : Duration.between(now, failures.lockedUntil());
    }

    public synchronized void failed(String user, String address) {
        count("user " + user, FREE_PER_USER);
        count("address " + address, FREE_PER_ADDRESS);
    }

    private void count(String key, int free) {
        Instant now = clock.instant();
        Failures old = kept.get(key);
        int count = old == null || now.isAfter(old.last().plus(FORGET)) ? 1 : old.count() + 1;
        Instant until = count < free ? Instant.EPOCH : now.plus(lock(count - free));
        kept.put(key, new Failures(count, now, until));
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private static Duration lock(int times) {
        Duration lock = FIRST.multipliedBy(1L << Math.min(times, 20));
        return lock.compareTo(LONGEST) > 0 ? LONGEST : lock;
    }

    /** The right password clears the user's count, and not the address's: others may be behind it. */
    public synchronized void succeeded(String user) {
        kept.remove("user " + user);
    }

    /** How many users and addresses are locked now. */
    public synchronized int count() {
        Instant now = clock.instant();
        return (int) kept.values().stream()
                .filter(failures -> now.isBefore(failures.lockedUntil()))
                .count();
    }
}
