package vn.tram.inventory;

import org.jspecify.annotations.Nullable;
import vn.tram.identity.EndpointName;

/**
 * A device that should be there.
 *
 * @param endpoint its LwM2M endpoint name, 1 to 64 of {@code A-Z a-z 0-9 . _ -}; for a device behind a gateway that
 *     one's, {@code ~}, and what it is called there
 * @param name as people know it
 * @param kind what it is for
 * @param site {@link Site#id}; null until an engineer has placed it
 * @param gateway the node through which this one reaches the network, where the inventory names one; null when that is
 *     the agent that it is behind, or the parent site's
 * @param carrier whose line it is on, such as the operator that leases it; null when not known
 * @param rooms rooms for video conferences that reach the network through this node and have no equipment that we watch:
 *     while it is down, no conference takes place in them
 * @param seen the node through which its neighbours say that it reaches the agent, see {@link Wiring}; null when nobody
 *     says. Counts where {@code gateway} is null
 */
public record Node(
        String endpoint,
        String name,
        Kind kind,
        @Nullable String site,
        @Nullable String gateway,
        @Nullable String carrier,
        int rooms,
        @Nullable String seen) {

    public static final int MAX_ROOMS = 99;

    /** What a node is for. */
    public enum Kind {
        CONNECTION_POINT,
        HOTSPOT,
        CONFERENCE_ROOM,
        SWITCH,
        CAMERA,
        UPS,
        OTHER;

        /** What a device of that type is for, as profiles name types (LwM2M 3/0/17); OTHER when that does not tell. */
        public static Kind ofType(String type) {
            return switch (type) {
                case "Switch", "Router or switch" -> SWITCH;
                case "Camera" -> CAMERA;
                case "UPS" -> UPS;
                case "Conference terminal" -> CONFERENCE_ROOM;
                default -> OTHER;
            };
        }
    }

    /** Without rooms, and of which no neighbour says anything. */
    public Node(
            String endpoint,
            String name,
            Kind kind,
            @Nullable String site,
            @Nullable String gateway,
            @Nullable String carrier) {
        this(endpoint, name, kind, site, gateway, carrier, 0, null);
    }

    /** Without a known carrier. */
    public Node(String endpoint, String name, Kind kind, @Nullable String site, @Nullable String gateway) {
        this(endpoint, name, kind, site, gateway, null);
    }

    /** The same node on another site. */
    public Node at(@Nullable String otherSite) {
        return new Node(endpoint, name, kind, otherSite, gateway, carrier, rooms, seen);
    }

    /** The same node, of another kind. */
    public Node of(Kind otherKind) {
        return new Node(endpoint, name, otherKind, site, gateway, carrier, rooms, seen);
    }

    /** The same node, with so many rooms. */
    public Node withRooms(int count) {
        return new Node(endpoint, name, kind, site, gateway, carrier, count, seen);
    }

    /** The same node, as its neighbours see it now. */
    public Node seen(@Nullable String through) {
        return new Node(endpoint, name, kind, site, gateway, carrier, rooms, through);
    }

    /** The agent that it is behind, by its name; null for one that speaks for itself. */
    public @Nullable String agent() {
        return EndpointName.gatewayOf(endpoint);
    }

    public Node {
        String problem = EndpointName.nodeProblem(endpoint);
        if (problem != null) {
            throw new IllegalArgumentException("endpoint: " + problem + ", was \"" + endpoint + "\"");
        }
        if (rooms < 0 || rooms > MAX_ROOMS) {
            throw new IllegalArgumentException("rooms: must be 0 to " + MAX_ROOMS + ", were " + rooms);
        }
    }
}
