package vn.tram.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalOptionTest {

    private static final String URI = "https://wifi.bacninh.example/api/capport";
    private static final String HEX = HexFormat.of().formatHex(URI.getBytes(StandardCharsets.US_ASCII));
    private final PortalOption option = PortalOption.api("wifi.bacninh.example", 443);

    @Test
    void the_api_has_the_portals_name_and_its_port_where_that_is_another_one() {
        assertEquals(URI, option.uri());
        assertEquals(
                "https://wifi.bacninh.example:8443/api/capport",
                PortalOption.api("wifi.bacninh.example", 8443).uri());
    }

    @Test
    void by_dhcp_it_is_a_code_a_length_and_the_uri() {
        assertEquals("7228" + HEX, hex(option.dhcpv4()));
        assertEquals("00670028" + HEX, hex(option.dhcpv6()));
    }

    @Test
    void by_router_advertisement_it_is_filled_up_with_zeros_to_units_of_eight_bytes() {
        assertEquals("2506" + HEX + "000000000000", hex(option.routerAdvertisement()));
        byte[] even = PortalOption.api("wifi-bacninh.example.vn", 443).routerAdvertisement();
        assertEquals(even.length, even[1] * 8);
        assertTrue(even.length >= 2 + URI.length());
    }

    @Test
    void the_longest_uri_fits_into_every_option() {
        String longest = URI + "/" + "x".repeat(255 - URI.length() - 1);
        PortalOption whole = new PortalOption(longest);

        assertEquals((byte) 255, whole.dhcpv4()[1]);
        assertEquals(33, whole.routerAdvertisement()[1]);
        assertThrows(IllegalArgumentException.class, () -> new PortalOption(longest + "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://wifi.bacninh.example/api/capport",
                "https://10.77.0.1/api/capport",
                "https://[2001:db8::1]/api/capport",
                "https://portal/api/capport",
                "https://wifi.bacninh.example/a,b",
                "https://wifi.bacninh.example/'\noption evil",
                "https://wifi.bacninh.example/ok#x",
                "https://u:p@wifi.bacninh.example/",
                ""
            })
    void what_no_phone_would_believe_or_no_configuration_can_hold_is_refused(String uri) {
        assertThrows(IllegalArgumentException.class, () -> new PortalOption(uri));
    }

    @Test
    void configurations_are_ready_to_be_used() {
        assertEquals("""
                # RFC 8910: where the captive portal's API is
                dhcp-option-force=114,https://wifi.bacninh.example/api/capport
                dhcp-option-force=option6:103,https://wifi.bacninh.example/api/capport
                """, option.dnsmasq());
        assertEquals("""
                config dhcp 'lan'
                \tlist dhcp_option_force '114,https://wifi.bacninh.example/api/capport'
                \toption captive_portal_uri 'https://wifi.bacninh.example/api/capport'
                """, option.odhcpd("lan"));
        assertThrows(IllegalArgumentException.class, () -> option.odhcpd("lan'\n"));
    }

    @Test
    void a_network_without_a_portal_says_so() {
        assertEquals(
                "urn:ietf:params:capport:unrestricted",
                PortalOption.unrestricted().uri());
        assertTrue(PortalOption.unrestricted().dnsmasq().contains("114,urn:ietf:params:capport:unrestricted\n"));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
