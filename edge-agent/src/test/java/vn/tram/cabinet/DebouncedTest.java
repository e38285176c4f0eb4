package vn.tram.cabinet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DebouncedTest {

    private final Debounced contact = new Debounced(50, false);

    @Test
    void a_state_is_believed_once_it_has_held() {
        contact.offer(true, 100);

        assertFalse(contact.isActive(149));
        assertTrue(contact.isActive(150));
        assertEquals(1, contact.activations(150));
    }

    @Test
    void a_bouncing_contact_is_one_change() {
        for (int t = 0; t < 40; t += 2) {
            contact.offer(t % 4 == 0, 100 + t);
        }
        contact.offer(true, 140);

        assertFalse(contact.isActive(189));
        assertTrue(contact.isActive(190));
        assertEquals(1, contact.activations(500));
    }

    @Test
    void a_door_that_was_open_between_two_looks_is_counted() {
        contact.offer(true, 100);
        contact.offer(false, 200);

        assertFalse(contact.isActive(400));
        assertEquals(1, contact.activations(400));
    }

    @Test
    void a_spike_is_nothing() {
        contact.offer(true, 100);
        contact.offer(false, 130);

        assertFalse(contact.isActive(400));
        assertEquals(0, contact.activations(400));
    }
}
