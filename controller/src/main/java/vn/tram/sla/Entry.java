package vn.tram.sla;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.tram.state.Health;

/**
 * One line of the ledger. All times are by the controller's clock, in whole milliseconds.
 *
 * @param seq 1, 2, 3 and so on without a gap
 * @param at when we learned it, and when people were shown it
 * @param endpoint LwM2M endpoint name; empty for {@link Kind#CONTROLLER}
 * @param link LwM2M instance of the network interface; {@value #NODE} for the node itself
 * @param from since when it holds; null when that is {@code at}
 * @param to until when it holds; null when that is open
 * @param before the verdict before this one; null where there is none
 * @param verdict null for what is no verdict, and for a correction that only tells a cause
 * @param cause such as {@code UPLINK} or {@value #OURS}; null when not known
 * @param why message key of the evidence, or what the kind says; without {@code |} and control characters
 * @param hash SHA-256 in lower-case hexadecimal of the hash before, {@code |} and {@link #text}
 */
public record Entry(
        long seq,
        Kind kind,
        Instant at,
        String endpoint,
        int link,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Health before,
        @Nullable Health verdict,
        @Nullable String cause,
        String why,
        String hash) {

    /** {@link #link} of the node itself. */
    public static final int NODE = -1;

    /** {@link #cause} of what we could not see because of ourselves. */
    public static final String OURS = "OURS";

    /** What an entry tells. */
    public enum Kind {
        /** The verdict on a node or link has changed, or its fault has become another's. */
        VERDICT,
        /** Between {@code from} and {@code to} it was otherwise than shown, or its cause is known now. */
        CORRECTION,
        /** From {@code from} on we saw nothing. */
        CONTROLLER,
        MAINTENANCE_BEGAN,
        MAINTENANCE_ENDED,
        /** Whose figures the node counts in from now on; {@code why} is a {@link Placement}. */
        PLACEMENT
    }

    public Entry {
        check("endpoint", endpoint);
        check("cause", cause == null ? "" : cause);
        check("why", why);
    }

    private static void check(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '|' || Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException(
                        what + ": must have no | and no control character, was \"" + text + "\"");
            }
        }
    }

    /** This entry with the hash that it has behind an entry whose hash is {@code previous}. */
    Entry after(String previous) {
        return new Entry(
                seq, kind, at, endpoint, link, from, to, before, verdict, cause, why, sha256(previous + "|" + text()));
    }

    /**
     * What is hashed, in UTF-8: sequence, kind, at, endpoint, link, from, to, before, verdict, cause and why, joined by
     * {@code |}; times as milliseconds since 1970 UTC, what is null as nothing.
     */
    public String text() {
        return seq + "|" + kind + "|" + at.toEpochMilli() + "|" + endpoint + "|" + link + "|" + millis(from) + "|"
                + millis(to) + "|" + text(before) + "|" + text(verdict) + "|" + text(cause) + "|" + why;
    }

    private static String millis(@Nullable Instant at) {
        return at == null ? "" : Long.toString(at.toEpochMilli());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
