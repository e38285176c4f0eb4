package vn.tram.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OidTest {

    @Test
    void text_is_read_with_and_without_a_leading_point() {
        assertEquals(Oid.of(1, 3, 6, 1), Oid.of("1.3.6.1"));
        assertEquals("1.3.6.1", Oid.of(".1.3.6.1").toString());
        assertEquals("1.4294967295", Oid.of("1.4294967295").toString());
        assertEquals(4_294_967_295L, Oid.of("1.4294967295").last());
    }

    @Test
    void text_that_is_no_oid_gives_nothing() {
        for (String text : List.of("", ".", "1.", "1..3", "a", "1.4294967296", "-1", "1. 3", "1.".repeat(128) + "1")) {
            assertNull(Oid.parse(text), text);
        }
        assertEquals(128, Oid.of("1.".repeat(127) + "1").size());
    }

    @Test
    void order_is_that_of_tables_and_arcs_have_no_sign() {
        assertTrue(Oid.of("1.3.2").compareTo(Oid.of("1.3.10")) < 0);
        assertTrue(Oid.of("1.3").compareTo(Oid.of("1.3.0")) < 0);
        assertTrue(Oid.of("1.4294967295").compareTo(Oid.of("1.2")) > 0);
    }

    @Test
    void a_column_and_an_index_make_an_instance_and_come_apart_again() {
        Oid column = Oid.of("1.3.6.1.2.1.2.2.1.8");
        Oid instance = column.append(Oid.of("7"));

        assertTrue(instance.startsWith(column));
        assertFalse(column.startsWith(instance));
        assertEquals(Oid.of("7"), instance.from(column.size()));
        assertEquals(column, instance.first(column.size()));
    }
}
