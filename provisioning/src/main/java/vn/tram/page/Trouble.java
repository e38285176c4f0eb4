package vn.tram.page;

/** Why something that a person asked for was not done; the texts for each are {@code trouble.NAME}. */
public enum Trouble {
    /** The form was not ours, or not for this device. */
    FORGED,
    /** The form had been open for too long, or was used before. */
    STALE,
    /** The rules of use are others now. */
    OTHER_TERMS,
    /** It is no voucher, or of no batch known here. */
    NO_VOUCHER,
    VOUCHER_USED,
    VOUCHER_EXPIRED,
    /** No session has this word. */
    NO_SUCH_WORD,
    /** This way in is not offered here. */
    NOT_OFFERED,
    TOO_OFTEN,
    /** Whoever holds the doors could not open this one. */
    GATE,
    /** The disk cannot keep what must be kept. */
    NOT_KEPT,
    /** The request was no request of a person's. */
    BAD_REQUEST,
    /** Whoever asks is not on this hotspot. */
    NOT_HERE,
    NOT_FOUND,
    TOO_LARGE,
    METHOD
}
