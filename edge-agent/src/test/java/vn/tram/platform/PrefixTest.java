package vn.tram.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    @Test
    void holds_the_addresses_that_begin_as_it_does() throws Exception {
        Prefix prefix = Prefix.parse("10.20.128.0/17");
        assertNotNull(prefix);
        assertTrue(prefix.contains(InetAddress.getByName("10.20.255.1")));
        assertFalse(prefix.contains(InetAddress.getByName("10.20.127.1")));
        assertFalse(prefix.contains(InetAddress.getByName("2001:db8::1")));
        assertEquals("10.20.128.0/17", prefix.toString());
        Prefix six = Prefix.parse("2001:db8::/32");
        assertNotNull(six);
        assertTrue(six.contains(InetAddress.getByName("2001:db8:ffff::1")));
        assertEquals(Prefix.parse("10.20.0.1/32"), Prefix.parse("10.20.0.1"), "an address alone is all of its bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.20.0.1/16",
                "10.20.0.0/33",
                "10.20.0/24",
                "999.1.1.1",
                "010.1.1.1/32",
                "2001:db8::1/32",
                "tram.example/24",
                "10.0.0.0/",
                "10.0.0.0/8 } accept",
                ":::"
            })
    void is_nothing_that_the_kernel_could_take_otherwise(String text) {
        assertNull(Prefix.parse(text));
    }
}
