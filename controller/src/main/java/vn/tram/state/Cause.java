package vn.tram.state;

/** Why a node was away. */
public enum Cause {
    /** Everything at its site had no power, as far as anything else there can tell. */
    POWER,
    /** It ran on, and could not reach us. */
    UPLINK,
    /** It started anew, and what is beside it did not. */
    DEVICE,
    /** The machine ran on, and its agent started anew. */
    AGENT,
    /** We could not see it. */
    OURS
}
