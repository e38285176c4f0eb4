package vn.tram.portal.opennds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.profiles.file.Secret;

/** Nobody signs what comes from a gateway, so that each part of it is looked at. */
class FasRequestTest {

    private static final FasSettings SETTINGS =
            new FasSettings(1, new Secret("1234567890"), Set.of("10.9.0.1:2050"), Set.of());
    private static final String GOOD = "hid=" + "a1".repeat(32)
            + ", clientip=10.9.0.2, clientmac=02:00:00:00:00:01, gatewayname=Ch%e1%bb%a3, gatewayaddress=10.9.0.1:2050,"
            + " originurl=http%3a%2f%2fneverssl.com%2f, clientif=br-lan, themespec=(null), (null)(null)";

    private static FasRequest parse(String plain) throws BadFasException {
        String base64 = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        return FasRequest.parse("fas=" + base64, SETTINGS);
    }

    @Test
    void a_good_one_is_understood_and_what_the_level_leaves_out_has_its_default() throws BadFasException {
        FasRequest request = parse(GOOD);
        assertEquals("10.9.0.2", request.client().address());
        assertEquals("http://neverssl.com/", request.origin());
        assertEquals("opennds_auth", request.authPath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a1a1a1 | zz | hid: must be 64 hexadecimal digits, was zz",
                "gatewayaddress=10.9.0.1:2050 | gatewayaddress=198.51.100.9:80 "
                        + "| gatewayaddress: must be a gateway of ours, was 198.51.100.9:80",
                "clientmac=02:00:00:00:00:01 | clientmac=x "
                        + "| clientmac, clientip: must be addresses, was x, 10.9.0.2",
                "gatewayname=Ch%e1%bb%a3 | gatewayno=1 | gatewayname: must be there, was absent",
            })
    void a_part_that_is_not_what_a_gateway_of_ours_sends_is_named(String part, String instead, String problem) {
        String bad = part.equals("a1a1a1") ? GOOD.replace("a1".repeat(32), instead) : GOOD.replace(part, instead);
        assertEquals(
                problem, assertThrows(BadFasException.class, () -> parse(bad)).getMessage());
    }

    @Test
    void where_the_client_wanted_to_go_is_forgotten_when_it_is_no_web_address() throws BadFasException {
        for (String origin :
                new String[] {"javascript%3aalert(1)", "http%3a%2f%2fa%0d%0aX%3a1", "%zz", "http%3a%2f%2f%22"}) {
            assertNull(
                    parse(GOOD.replace("http%3a%2f%2fneverssl.com%2f", origin)).origin(), origin);
        }
    }

    @Test
    void what_is_no_base64_or_under_another_key_or_too_long_is_refused() {
        assertThrows(BadFasException.class, () -> FasRequest.parse("fas=%%%", SETTINGS));
        assertThrows(BadFasException.class, () -> FasRequest.parse("", SETTINGS));
        assertThrows(BadFasException.class, () -> FasRequest.parse("fas=" + "A".repeat(9000), SETTINGS));
        FasSettings secret = new FasSettings(2, new Secret("another"), SETTINGS.gateways(), Set.of());
        String twice =
                Base64.getEncoder().encodeToString("AAAAAAAAAAAAAAAAAAAAAA==".getBytes(StandardCharsets.US_ASCII));
        assertThrows(BadFasException.class, () -> FasRequest.parse("fas=" + twice + "&iv=0123456789abcdef", secret));
        assertThrows(BadFasException.class, () -> FasRequest.parse("fas=" + twice + "&iv=0123", secret));
    }

    @Test
    void the_key_does_not_print() {
        assertEquals(-1, SETTINGS.toString().indexOf("1234567890"));
    }
}
