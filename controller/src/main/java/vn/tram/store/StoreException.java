package vn.tram.store;

import org.jspecify.annotations.Nullable;

/** The store does not work. The message names the file, what is wrong with it, and what to do. */
public final class StoreException extends RuntimeException {

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
