package vn.tram.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Emergency;

/**
 * Emergency broadcasts. Two people make one: the first asks, the second confirms. Safe for many threads; durable when a
 * call returns; throws an unchecked exception when it cannot be kept.
 */
public interface Warnings {

    /** Newest first, at most 50. */
    List<Warning> all();

    /** @throws IllegalArgumentException when it is too long to be sent */
    Warning ask(String actor, Emergency emergency);

    /** Null, with nothing changed, when there is none such that waits. */
    @Nullable
    Warning confirm(String actor, String identifier) throws SamePersonException;

    /** Null, with nothing changed, when there is none such that waits. */
    @Nullable
    Warning withdraw(String actor, String identifier);

    /**
     * One broadcast.
     *
     * @param stage one of ASKED, VOID, WITHDRAWN, SENT, EXPIRED
     * @param confirmBefore after this it is void
     * @param inForce whether it is the one that portals should show now
     * @param signed the text that portals get; null until it is confirmed
     * @param hash of that text; null until it is confirmed
     */
    record Warning(
            Emergency emergency,
            String stage,
            String askedBy,
            Instant askedAt,
            Instant confirmBefore,
            @Nullable String confirmedBy,
            @Nullable String withdrawnBy,
            boolean inForce,
            @Nullable String signed,
            @Nullable String hash) {}

    /** Nobody confirms what he has asked for himself. */
    final class SamePersonException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
