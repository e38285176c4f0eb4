package vn.tram.people;

import java.time.Instant;

/**
 * Somebody who can sign in.
 *
 * @param name unique; see {@link Rules#userName}
 * @param role what they may do
 * @param password Argon2id hash as a PHC string, never the password
 * @param createdAt when they were added
 * @param passwordAt when the password was last set by a person
 */
public record User(String name, Role role, String password, Instant createdAt, Instant passwordAt) {

    public User withPassword(String hash, Instant at) {
        return new User(name, role, hash, createdAt, at);
    }

    @Override
    public String toString() {
        return "User[name=" + name + ", role=" + role + ", password=[redacted]]";
    }
}
