package vn.tram.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {

    @ParameterizedTest
    @CsvSource({"10.77.0.2", "fe80::1", "2001:db8::77", "::ffff:10.77.0.2"})
    void has_an_address_of_either_family(String address) {
        assertEquals(address, new Client("02:00:5e:10:00:01", address).address());
    }

    /** Addresses become part of what the kernel is told. */
    @ParameterizedTest
    @CsvSource({
        "02:00:5e:10:00:01, 10.77.0.2 } add",
        "02:00:5e:10:00:01, 10.77.0",
        "02:00:5e:10:00:01, fe80::1%lan",
        "02:00:5E:10:00:01, 10.77.0.2",
        "02-00-5e-10-00-01, 10.77.0.2"
    })
    void refuses_what_is_none(String mac, String address) {
        assertThrows(IllegalArgumentException.class, () -> new Client(mac, address));
    }

    @Test
    void a_grant_lasts_a_second_at_least() {
        var e = assertThrows(IllegalArgumentException.class, () -> Grant.of(Duration.ofMillis(999)));
        assertEquals("time: must be a second to 366 days, was PT0.999S", e.getMessage());
    }
}
