package vn.tram.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A device that should be there.
 *
 * @param endpoint its LwM2M endpoint name, 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param name as people know it
 * @param kind what it is for
 * @param site {@link Site#id}; null until an engineer has placed it
 * @param gateway the node through which this one reaches the network; null when that is the parent site's
 */
public record Node(
        String endpoint,
        String name,
        Kind kind,
        @Nullable String site,
        @Nullable String gateway) {

    /** What a node is for. */
    public enum Kind {
        CONNECTION_POINT,
        HOTSPOT,
        OTHER
    }

    public Node {
        if (!endpoint.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "endpoint: must be 1 to 64 of A-Z a-z 0-9 . _ -, was \"" + endpoint + "\"");
        }
    }
}
