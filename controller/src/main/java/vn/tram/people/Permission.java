package vn.tram.people;

/** One thing that a person may be allowed to do. */
public enum Permission {
    /** See every page but users and audit. */
    READ,
    /** Acknowledge, assign, comment on and escalate incidents. */
    ACKNOWLEDGE,
    /** Plan and cancel maintenance. */
    MAINTAIN,
    /** Add nodes and say where they stand: make claims, place nodes, import sites and nodes. */
    NODES,
    /** Publish announcements. */
    PUBLISH,
    /** Ask for emergency broadcasts, and confirm those that somebody else has asked for. */
    BROADCAST,
    /** Cut fibres of the demo's simulated province. */
    INJECT_FAULTS,
    /** Add and reset users, read the audit log. */
    ADMINISTER
}
