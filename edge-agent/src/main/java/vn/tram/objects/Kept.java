package vn.tram.objects;

/** What became of a report that was to be kept for the controller. */
public enum Kept {
    /** It survives the end of the process, and an event a power cut too. */
    SAFE,
    /** It waits, but the disk refuses to take it: a power cut would lose it. */
    IN_MEMORY,
    /** There was no room. It is counted, and whoever wants it known must say it again. */
    LOST
}
