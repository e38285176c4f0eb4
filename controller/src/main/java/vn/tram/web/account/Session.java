package vn.tram.web.account;

import java.time.Instant;
import vn.tram.people.User;

/** Somebody who is signed in. Safe for many threads. */
public final class Session {

    private final String csrf;
    private final Instant began;
    private volatile User user;
    private volatile Instant used;
    private volatile Instant checked;

    Session(User user, String csrf, Instant now) {
        this.user = user;
        this.csrf = csrf;
        this.began = now;
        this.used = now;
        this.checked = now;
    }

    /** As they were when last looked up. */
    public User user() {
        return user;
    }

    /** What a changing request must carry. */
    public String csrf() {
        return csrf;
    }

    Instant began() {
        return began;
    }

    Instant used() {
        return used;
    }

    Instant checked() {
        return checked;
    }

    void use(Instant now) {
        used = now;
    }

    void check(User current, Instant now) {
        user = current;
        checked = now;
    }
}
