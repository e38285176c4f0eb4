package vn.tram.store;

import org.jspecify.annotations.Nullable;

/**
 * How the store is, for {@code /readyz} and {@code /metrics}. Counts are since the program started.
 *
 * @param problem why it does not work, for people; null when it does
 * @param waiting reports that wait for their commit
 * @param reports committed, each once
 * @param readings in those reports
 * @param duplicates reports that came again and were answered as committed
 * @param failed reports answered 5.00
 * @param refused changes that could not be kept because of what they are
 * @param commits of samples
 * @param commitMicros how long the last of them took, microseconds
 * @param setAside damaged files that were renamed
 * @param rolledUpAt when everything committed was last summed up, milliseconds since 1970; 0 for not yet
 * @param expiryHeld whether nothing expires because the clock has jumped
 * @param freeBytes left on the disk; -1 when unknown
 */
public record StoreStats(
        @Nullable String problem,
        int waiting,
        long reports,
        long readings,
        long duplicates,
        long failed,
        long refused,
        long commits,
        long commitMicros,
        long setAside,
        long rolledUpAt,
        boolean expiryHeld,
        long freeBytes) {}
