package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the probes of one node tell, and how that goes together with what its agent says. Probes tell of the line; the
 * agent's session tells of the agent, and of the line only when there are no probes.
 */
final class Probing {

    /** So long a line may work without its agent, or the agent without probes, before that is called a fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private @Nullable ProbeLevel level;
    /** Whether none was lost before the line fell silent. */
    private boolean wasWhole;

    private Instant since = Instant.MIN;
    private @Nullable Instant lastArrival;
    /** Set when the agent was heard over a line that lets no probe through: since when. */
    private @Nullable Instant contradictedAt;
    /** Whether what is wanting has been wanting for longer than {@link #PATIENCE}. */
    private boolean impatient;
    /** Whether the agent has said that it sends none: then their silence means nothing. */
    private boolean isOff;
    /** Whether the node was being watched before we lost sight of it, so that its silence means something. */
    private boolean expected;

    @Nullable
    ProbeLevel level() {
        return level;
    }

    /** Of the probe before the level changed last; null when there was none. */
    @Nullable
    Instant lastArrival() {
        return lastArrival;
    }

    void lastArrival(Instant at) {
        lastArrival = at;
    }

    /** False when that is nothing new. */
    boolean change(@Nullable ProbeLevel next, Instant at) {
        boolean starts = contradictedAt != null && next != ProbeLevel.SILENT;
        if (level == next && !starts) {
            return false;
        }
        boolean flowed = flows();
        wasWhole = level == ProbeLevel.FLOWING || wasWhole && level == next;
        level = next;
        contradictedAt = null;
        if (flows() != flowed || !flows()) {
            since = at;
            impatient = false;
        }
        return true;
    }

    /** The agent says whether it probes; false when that is nothing new. */
    boolean off(boolean is) {
        boolean changes = isOff != is;
        isOff = is;
        if (is) {
            contradictedAt = null;
            impatient = false;
        }
        return changes;
    }

    boolean isOff() {
        return isOff;
    }

    /** Of the last probe before the line fell silent; null when it is not silent, or had lost some before. */
    @Nullable
    Instant lastBeforeSilence() {
        return isSilent() && wasWhole ? lastArrival : null;
    }

    void expected(boolean is) {
        expected = is;
    }

    boolean isExpected() {
        return expected;
    }

    private boolean flows() {
        return level == ProbeLevel.FLOWING || level == ProbeLevel.LOSSY;
    }

    /** Whether no probe arrives and nothing else says that the line works. */
    boolean isSilent() {
        return level == ProbeLevel.SILENT && contradictedAt == null && !isOff;
    }

    /**
     * The agent has been heard just now.
     *
     * @param inFlight what arrives within this time of the silence may have been sent before it
     * @return whether that contradicts the probes' silence, for the first time
     */
    boolean contradict(Instant at, Duration inFlight) {
        if (!isSilent() || !at.isAfter(since.plus(inFlight))) {
            return false;
        }
        contradictedAt = at;
        impatient = false;
        return true;
    }

    /** What the node's line and agent are together, its interfaces apart. */
    Health judge(Contact contact) {
        boolean poor = level == ProbeLevel.LOSSY || impatient;
        return switch (contact) {
            case HEARD -> isSilent() ? Health.DOWN : poor ? Health.DEGRADED : Health.UP;
            case LOST -> !flows() ? Health.DOWN : poor ? Health.DEGRADED : Health.UP;
            case SILENT -> flows() ? Health.DEGRADED : unheard();
            case BLIND -> flows() ? poor ? Health.DEGRADED : Health.UP : unheard();
            case NEVER, CLOSED -> Health.UNKNOWN;
        };
    }

    private Health unheard() {
        return isSilent() && expected ? Health.DOWN : Health.UNKNOWN;
    }

    /**
     * When patience ends with what is wanting; null when nothing is.
     *
     * @param lostAt when the agent's session broke; null when it did not
     */
    @Nullable
    Instant deadline(Contact contact, @Nullable Instant lostAt) {
        if (impatient) {
            return null;
        }
        if (contradictedAt != null && contact == Contact.HEARD) {
            return contradictedAt.plus(PATIENCE);
        }
        if (contact == Contact.LOST && flows() && lostAt != null) {
            return (lostAt.isAfter(since) ? lostAt : since).plus(PATIENCE);
        }
        return null;
    }

    void loseWait() {
        impatient = true;
    }

    /** The agent is heard again. */
    void agentHeard() {
        expected = true;
        if (contradictedAt == null) {
            impatient = false;
        }
    }
}
