package vn.tram.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes one-time claims, with which a new device gets its certificate. Safe for many threads. */
public interface Claims {

    /**
     * @param actor user name
     * @param endpoint the only endpoint that may use it; null for any
     */
    Claim make(String actor, @Nullable String endpoint);

    /**
     * Shown once and never again.
     *
     * @param command what to type on the device
     */
    record Claim(String claim, Instant expiresAt, String command) {
        @Override
        public String toString() {
            return "Claim[expiresAt=" + expiresAt + "]";
        }
    }
}
