package vn.tram.web.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void the_vector_of_the_reference_implementation_is_accepted() {
        // phc-winner-argon2, src/test.c: argon2id, version 19, t=2, m=16, p=1, "password", "somesalt"
        String phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertTrue(passwords.verify(phc, "password"));
        assertFalse(passwords.verify(phc, "Password"));
    }

    @Test
    void a_hash_has_the_parameters_that_owasp_gives_and_a_salt_of_its_own() {
        String hash = passwords.hash("trạm bơm số 7");
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertNotEquals(hash, passwords.hash("trạm bơm số 7"));
        assertTrue(passwords.verify(hash, "trạm bơm số 7"));
    }

    @Test
    void nobody_has_no_password() {
        assertFalse(passwords.verify(null, ""));
        assertFalse(passwords.verify(null, "nobody"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$2y$10$abcdefghijklmnopqrstuv",
                "$argon2i$v=19$m=16,t=2,p=1$c29tc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=16,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void what_is_no_hash_that_we_would_make_lets_nobody_in(String phc) {
        assertFalse(passwords.verify(phc, "password"));
    }

    @Test
    void generated_passwords_are_long_and_never_the_same() {
        assertEquals(20, passwords.generate().length());
        assertNotEquals(passwords.generate(), passwords.generate());
    }
}
