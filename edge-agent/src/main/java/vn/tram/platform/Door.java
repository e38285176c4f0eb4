package vn.tram.platform;

import java.time.Duration;
import vn.tram.access.Client;
import vn.tram.access.Session;

/**
 * What the table has of one client.
 *
 * @param mark its number, on its connections; never 0, which every other connection has
 * @param left until the kernel closes it; zero when it has, and what was counted is still there
 * @param up bytes, counted since it opened
 * @param quota in bytes of both directions since the last grant; 0 for none
 * @param used of the quota
 * @param slowUp bytes a second from the client; 0 for no limit
 */
record Door(
        Client client,
        long mark,
        Duration left,
        long up,
        long down,
        long quota,
        long used,
        long slowUp,
        long slowDown) {

    boolean isOpen() {
        return !left.isZero();
    }

    boolean isSpent() {
        return quota > 0 && used >= quota;
    }

    /** The same, when nobody has touched it. */
    Door after(Duration time) {
        return new Door(client, mark, left.minus(time), up, down, quota, used, slowUp, slowDown);
    }

    Session session() {
        return new Session(client, left, up, down);
    }
}
