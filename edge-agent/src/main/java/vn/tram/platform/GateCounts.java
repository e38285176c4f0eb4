package vn.tram.platform;

/**
 * What a gate did since it was started.
 *
 * @param opened grants that the kernel confirmed, new or renewed
 * @param closed doors that were closed on request, or for their quota
 * @param refused requests that were answered with an error
 * @param batches transactions that were tried for them
 */
public record GateCounts(long opened, long closed, long refused, long batches) {}
