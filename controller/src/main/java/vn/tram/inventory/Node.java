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
 * @param gateway the node through which this one reaches the network; null when that is the parent site's
 * @param carrier whose line it is on, such as the operator that leases it; null when not known
 */
public record Node(
        String endpoint,
        String name,
        Kind kind,
        @Nullable String site,
        @Nullable String gateway,
        @Nullable String carrier) {

    /** What a node is for. */
    public enum Kind {
        CONNECTION_POINT,
        HOTSPOT,
        CONFERENCE_ROOM,
        SWITCH,
        CAMERA,
        UPS,
        OTHER
    }

    /** Without a known carrier. */
    public Node(String endpoint, String name, Kind kind, @Nullable String site, @Nullable String gateway) {
        this(endpoint, name, kind, site, gateway, null);
    }

    /** The same node on another site. */
    public Node at(@Nullable String otherSite) {
        return new Node(endpoint, name, kind, otherSite, gateway, carrier);
    }

    public Node {
        String problem = EndpointName.nodeProblem(endpoint);
        if (problem != null) {
            throw new IllegalArgumentException("endpoint: " + problem + ", was \"" + endpoint + "\"");
        }
    }
}
