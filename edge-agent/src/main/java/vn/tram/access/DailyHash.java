package vn.tram.access;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A device's address as it may leave the node: hashed with a key that is drawn for each day and thrown away after it, so
 * that nobody, the node included, can tell later whose it was, or whether two days' are one person's. Safe for use by
 * many threads.
 */
public final class DailyHash {

    private static final int HEX = 32;

    private final Function<LocalDate, byte[]> keys;
    private @Nullable LocalDate day;
    private @Nullable KeyedHash today;

    /** @param keys gives a day's key, and destroys that of any other day */
    public DailyHash(Function<LocalDate, byte[]> keys) {
        this.keys = keys;
    }

    /** 128 bits of the hash, in hexadecimal digits. */
    public synchronized String of(String mac, LocalDate date) {
        return HexFormat.of().formatHex(on(date).of("device", mac)).substring(0, HEX);
    }

    /** Destroys the key of the day before, though nobody asks for a hash. */
    public synchronized void turn(LocalDate date) {
        on(date);
    }

    private KeyedHash on(LocalDate date) {
        KeyedHash hash = today;
        if (hash == null || !date.equals(day)) {
            hash = new KeyedHash(keys.apply(date));
            today = hash;
            day = date;
        }
        return hash;
    }
}
