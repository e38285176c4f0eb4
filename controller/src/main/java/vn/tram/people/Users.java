package vn.tram.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where users are kept. Safe for use by many threads; each change is durable when the call returns. Throws an unchecked
 * exception when the store does not work.
 */
public interface Users {

    /** The user of exactly this name, or null. */
    @Nullable
    User find(String name);

    /** Everybody, by name. */
    List<User> all();

    /** Keeps a new user; false, with nothing changed, when the name is taken. */
    boolean add(User user);

    /** Replaces the user of the same name; false, with nothing changed, when there is none. */
    boolean replace(User user);
}
