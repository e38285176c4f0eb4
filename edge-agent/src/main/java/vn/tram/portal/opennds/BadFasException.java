package vn.tram.portal.opennds;

/** What came is not what an openNDS gateway of ours sends; the message says what, the rule and the value. */
public final class BadFasException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 80;

    BadFasException(String what, String rule, String value) {
        super(what + ": " + rule + ", was " + (value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value));
    }
}
