package vn.tram.sla;

/** Which of the two histories. */
public enum View {
    /** As it was shown at the time. Never changes. */
    SHOWN,
    /** With everything that was learned afterwards. */
    CORRECTED
}
