package vn.tram.state;

/** Whether a node can be seen, and if not, who says so. */
enum Contact {
    /** It has never said a word. */
    NEVER,
    /** It speaks. */
    HEARD,
    /** The broker saw its session break. */
    LOST,
    /** It said that it would stop. */
    CLOSED,
    /** Nothing came when something was due. */
    SILENT,
    /** We could not have heard it. */
    BLIND
}
