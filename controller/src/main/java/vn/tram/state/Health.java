package vn.tram.state;

/** What we believe about a node or a link. Nothing unknown is ever shown as good. */
public enum Health {
    UP,
    DEGRADED,
    DOWN,
    UNKNOWN
}
