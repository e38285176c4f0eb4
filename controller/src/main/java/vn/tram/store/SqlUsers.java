package vn.tram.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.people.Users;

/** Users in {@code tram.db}. */
final class SqlUsers implements Users {

    private static final String SELECT = "SELECT name, role, password, created_at, password_at FROM users";

    private final TramDb db;

    SqlUsers(TramDb db) {
        this.db = db;
    }

    @Override
    public @Nullable User find(String name) {
        return db.read(handle -> handle.createQuery(SELECT + " WHERE name = :name")
                .bind("name", name)
                .map((rows, context) -> user(rows))
                .findOne()
                .orElse(null));
    }

    @Override
    public List<User> all() {
        return db.read(handle -> handle.createQuery(SELECT + " ORDER BY name")
                .map((rows, context) -> user(rows))
                .list());
    }

    @Override
    public boolean add(User user) {
        return db.write(handle -> bind(
                                handle.createUpdate("INSERT INTO users (name, role, password, created_at, password_at)"
                                        + " VALUES (:name, :role, :password, :created, :set) ON CONFLICT DO NOTHING"),
                                user)
                        .execute()
                == 1);
    }

    @Override
    public boolean replace(User user) {
        return db.write(handle -> bind(
                                handle.createUpdate("UPDATE users SET role = :role, password = :password,"
                                        + " created_at = :created, password_at = :set WHERE name = :name"),
                                user)
                        .execute()
                == 1);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, User user) {
        return statement
                .bind("name", user.name())
                .bind("role", user.role().name())
                .bind("password", user.password())
                .bind("created", user.createdAt().toEpochMilli())
                .bind("set", user.passwordAt().toEpochMilli());
    }

    private static User user(ResultSet rows) throws SQLException {
        return new User(
                rows.getString("name"),
                Role.valueOf(rows.getString("role")),
                rows.getString("password"),
                Instant.ofEpochMilli(rows.getLong("created_at")),
                Instant.ofEpochMilli(rows.getLong("password_at")));
    }
}
