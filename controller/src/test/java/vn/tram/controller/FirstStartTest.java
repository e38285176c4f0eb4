package vn.tram.controller;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.store.Acks;
import vn.tram.store.Store;
import vn.tram.web.live.Province;
import vn.tram.web.live.Provinces;

class FirstStartTest {

    private static final Acks NOBODY = new Acks() {
        @Override
        public void committed(long ticket) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public void failed(long ticket, String reason) {
            throw new AssertionError("nothing is sent");
        }
    };

    private Store store;
    private FirstStart first;

    @BeforeEach
    void on_an_empty_folder(@TempDir Path folder) {
        store = Store.open(folder, InstantSource.system(), NOBODY);
        first = new FirstStart(store.users(), store.settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void it_is_open_until_there_are_a_province_and_an_administrator() {
        assertTrue(first.opens(first.token()));
        first.complete(province());
        assertTrue(first.isOpen());
        add("lan", Role.ADMINISTRATOR);
        assertFalse(first.isOpen());
        assertFalse(first.opens(first.token()));
    }

    @Test
    void somebody_who_was_added_on_the_console_before_does_not_end_it() {
        add("binh", Role.OPERATOR);
        assertTrue(first.isOpen());
        add("lan", Role.ADMINISTRATOR);
        assertTrue(first.isOpen(), "there is no province yet");
        first.complete(province());
        assertFalse(first.isOpen());
    }

    @Test
    void only_the_token_of_this_start_opens_it() {
        FirstStart later = new FirstStart(store.users(), store.settings());
        assertNotEquals(first.token(), later.token());
        assertFalse(later.opens(first.token()));
        assertFalse(later.opens(""));
    }

    private static Province province() {
        return Objects.requireNonNull(Provinces.bundled().find("27"));
    }

    private void add(String name, Role role) {
        assertTrue(store.users().add(new User(name, role, "hash", Instant.EPOCH, Instant.EPOCH)));
    }
}
