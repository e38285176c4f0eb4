package vn.tram.web.http;

import java.util.Locale;

/** Why a request is refused; {@code api.problem.<slug>} in the message files is its title. */
public enum Refusal {
    BAD_REQUEST(400),
    SIGN_IN_NEEDED(401),
    WRONG_PASSWORD(401),
    NOT_ALLOWED(403),
    CSRF(403),
    CROSS_SITE(403),
    NOT_FOUND(404),
    WRONG_METHOD(405),
    CONFLICT(409),
    TOO_LARGE(413),
    WRONG_MEDIA_TYPE(415),
    WRONG_HOST(421),
    LOCKED(423),
    FAILED(500),
    BUSY(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** HTTP status code. */
    public int status() {
        return status;
    }

    /** Lower case with hyphens: {@code sign-in-needed}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
