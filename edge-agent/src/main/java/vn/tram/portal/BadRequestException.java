package vn.tram.portal;

import vn.tram.page.Trouble;

/** The request breaks a rule; it is refused, counted, and changes nothing. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final Trouble trouble;

    BadRequestException(int status, Trouble trouble, String rule) {
        super(rule);
        this.status = status;
        this.trouble = trouble;
    }

    int status() {
        return status;
    }

    Trouble trouble() {
        return trouble;
    }
}
