package vn.tram.simulator.device;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that goes wrong with a replayed device for a while.
 *
 * @param amount what the kind says
 * @param from since the device began
 * @param to since the device began
 */
public record ReplayFault(Kind kind, double amount, Duration from, Duration to) {

    /** What goes wrong. */
    public enum Kind {
        /** No answer. */
        SILENCE,
        /** That share of the requests is lost, 0 to 1. */
        LOSS,
        /** Answers come that many milliseconds later. */
        DELAY,
        /** Answers with more than that many bindings are refused as too big. */
        TOO_BIG,
        /** Answers end after that many bindings. */
        CUT,
        /** GETBULK is not heard. */
        NO_BULK,
        /** A table's last row comes back to its first. */
        LOOP,
        /** The device restarts, once, when it begins: uptime and counters start from nothing. */
        REBOOT,
        /** Uptime and counters of 32 bits wrap when it begins; they stand that far below before. */
        WRAP,
        /** The interface with that ifIndex is down. */
        DOWN,
        /** Counters and uptime stand as they were recorded. */
        STILL
    }

    private static final Pattern FORM = Pattern.compile(
            "([a-z-]+)(?:=([0-9]+(?:\\.[0-9]+)?))?(?:@([0-9]+(?:\\.[0-9]+)?)(?:-([0-9]+(?:\\.[0-9]+)?))?)?");

    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    /** From the beginning on. */
    public static ReplayFault always(Kind kind, double amount) {
        return new ReplayFault(kind, amount, Duration.ZERO, FOR_EVER);
    }

    /**
     * Reads {@code KIND[=AMOUNT][@FROM[-TO]]} with times in seconds, such as {@code silence@10-20},
     * {@code loss=0.3} or {@code down=3@5}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ReplayFault parse(String text) {
        Matcher matcher = FORM.matcher(text);
        String kinds = Arrays.stream(Kind.values()).map(ReplayFault::name).collect(Collectors.joining(", "));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("fault: must be KIND[=AMOUNT][@FROM[-TO]] with a KIND of " + kinds
                    + ", such as silence@10-20, was \"" + text + "\"");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> name(known).equals(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "fault: must be one of " + kinds + ", was \"" + matcher.group(1) + "\""));
        return new ReplayFault(
                kind,
                matcher.group(2) == null ? 0 : Double.parseDouble(matcher.group(2)),
                matcher.group(3) == null ? Duration.ZERO : seconds(matcher.group(3)),
                matcher.group(4) == null ? FOR_EVER : seconds(matcher.group(4)));
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }

    boolean isOn(long elapsedMillis) {
        return elapsedMillis >= from.toMillis() && elapsedMillis < to.toMillis();
    }

    /** For how much of the time since the beginning it has been on. */
    long onMillis(long elapsedMillis) {
        return Math.max(0, Math.min(elapsedMillis, to.toMillis()) - from.toMillis());
    }
}
