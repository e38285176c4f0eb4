package vn.tram.access;

import java.time.Duration;

/**
 * An open door, as whoever enforces it holds it.
 *
 * @param left until it closes by itself
 * @param up bytes from the client since it opened
 * @param down bytes to the client since it opened
 */
public record Session(Client client, Duration left, long up, long down) {}
