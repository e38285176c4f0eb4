package vn.tram.people;

/** One thing that a person may be allowed to do. */
public enum Permission {
    /** See every page but users and audit. */
    READ,
    /** Acknowledge incidents. */
    ACKNOWLEDGE,
    /** Add nodes: make claims. */
    NODES,
    /** Publish announcements. */
    PUBLISH,
    /** Cut fibres of the demo's simulated province. */
    INJECT_FAULTS,
    /** Add and reset users, read the audit log. */
    ADMINISTER
}
