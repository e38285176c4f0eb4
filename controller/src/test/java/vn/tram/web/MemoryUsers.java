package vn.tram.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import vn.tram.people.User;
import vn.tram.people.Users;

/** Users for tests. */
final class MemoryUsers implements Users {

    private final ConcurrentSkipListMap<String, User> byName = new ConcurrentSkipListMap<>();

    @Override
    public @Nullable User find(String name) {
        return byName.get(name);
    }

    @Override
    public List<User> all() {
        return new ArrayList<>(byName.values());
    }

    @Override
    public boolean add(User user) {
        return byName.putIfAbsent(user.name(), user) == null;
    }

    @Override
    public boolean replace(User user) {
        return byName.replace(user.name(), user) != null;
    }
}
