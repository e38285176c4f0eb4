package vn.tram.state;

/** What the probes that a node sends tell of the line between it and us. */
public enum ProbeLevel {
    /** They arrive. */
    FLOWING,
    /** Some arrive and some are lost. */
    LOSSY,
    /** None has arrived for longer than a working line leaves a pause. */
    SILENT
}
