package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DscpTest {

    @Test
    void a_class_has_its_registered_name_or_its_number() {
        assertEquals(46, Dscp.parse("ef"));
        assertEquals(34, Dscp.parse("AF41"));
        assertEquals(40, Dscp.parse("CS5"));
        assertEquals(0, Dscp.parse("BE"));
        assertEquals(63, Dscp.parse("63"));
        assertNull(Dscp.parse("64"));
        assertNull(Dscp.parse("AF44"));
        assertEquals("EF", Dscp.name(46));
        assertEquals("CS0", Dscp.name(0));
        assertEquals("AF13", Dscp.name(14));
        assertEquals("63", Dscp.name(63));
    }

    @Test
    void what_nobody_counted_is_unknown_and_a_mix_is_no_class() {
        DscpTally tally = new DscpTally();
        tally.add(0, 0);
        assertNull(tally.only());
        assertFalse(tally.isMixed());
        tally.add(46, 55);
        assertEquals(46, tally.only());
        tally.add(0, 5);
        assertNull(tally.only());
        assertTrue(tally.isMixed());
        assertEquals("CS0 5, EF 55", tally.text());
    }
}
