package vn.tram.inventory;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cables of one device behind an agent, or of the agent itself.
 *
 * @param endpoint as in {@link Node#endpoint}
 * @param kind what it is for: a camera, a power supply and a conference room stand at the end of one cable
 * @param named through which node it reaches the network, as the inventory says; null when it says nothing
 * @param kept what {@link Wiring#seen} found before; null for nothing
 * @param names by which neighbours may know it: its system name, and what it is called here
 * @param addresses MAC addresses of its interfaces
 * @param neighbours its own table, in order
 */
public record Wired(
        String endpoint,
        Node.Kind kind,
        @Nullable String named,
        @Nullable String kept,
        Collection<String> names,
        Collection<String> addresses,
        List<Neighbour> neighbours) {

    boolean isAtAnEnd() {
        return switch (kind) {
            case CAMERA, UPS, CONFERENCE_ROOM -> true;
            case CONNECTION_POINT, HOTSPOT, SWITCH, OTHER -> false;
        };
    }
}
