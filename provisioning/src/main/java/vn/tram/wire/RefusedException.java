package vn.tram.wire;

/**
 * Bytes from the network break a rule; the message says what, the rule, and the value. It has no stack trace: it is an
 * answer about somebody else's bytes, made as often as they send them, and never leaves a decoder.
 */
public final class RefusedException extends Exception {

    public RefusedException(String what, String rule, Object value) {
        super(what + ": " + rule + ", was " + clipped(String.valueOf(value)), null, false, false);
    }

    /** What, the rule and the value, in one line. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "refused" : message;
    }

    private static String clipped(String value) {
        StringBuilder clipped = new StringBuilder();
        for (int i = 0; i < Math.min(value.length(), 80); i++) {
            char c = value.charAt(i);
            clipped.append(Character.isISOControl(c) ? '?' : c);
        }
        return value.length() > 80 ? clipped.append('…').toString() : clipped.toString();
    }
}
