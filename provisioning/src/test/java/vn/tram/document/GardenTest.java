package vn.tram.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.bundle.PolicyFile;
import vn.tram.profiles.file.BadFileException;

class GardenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"dichvucong.gov.vn", "bacninh.gov.vn", "gov.vn", "zalo.me", "ocsp.sectigo.com", "vnexpress.net"})
    void services_that_people_need_before_the_login_may_be_in_a_garden(String name) {
        assertNull(Garden.problem(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "captive.apple.com",
                "apple.com",
                "gstatic.com",
                "google.com",
                "googleapis.com",
                "msftconnecttest.com",
                "msftncsi.com",
                "hicloud.com",
                "miui.com",
                "oppomobile.com",
                "com.cn",
                "nmcheck.gnome.org",
                "gnome.org",
                "ubuntu.com",
                "s3.amazonaws.com",
                "cloudfront.net",
                "firefox.com",
                "archlinux.org",
                "fedoraproject.org"
            })
    void a_host_that_systems_ask_and_every_name_above_it_is_refused(String name) {
        assertTrue(String.valueOf(Garden.problem(name)).startsWith("must not let through "), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "Dichvucong.gov.vn",
                "dịchvụcông.vn",
                "a..vn",
                ".gov.vn",
                "-a.vn",
                "a b.vn",
                "https://a.vn"
            })
    void what_is_no_name_is_refused(String name) {
        assertEquals("must be a name with a dot in lower case, such as dichvucong.gov.vn", Garden.problem(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.77.0.1", "203.0.113.0/24", "2001:db8::1", "[2001:db8::1]", "2001:db8::/32"})
    void an_address_is_refused(String address) {
        assertEquals("must be a name, for what is behind an address changes", Garden.problem(address));
    }

    @Test
    void a_wildcard_is_refused_with_what_to_write_in_its_place() {
        assertEquals(
                "must be a name without *, for what is below a name is meant too", Garden.problem("*.bacninh.gov.vn"));
    }

    @Test
    void a_policy_with_such_names_is_refused_with_all_of_them_at_once() {
        BadFileException refused = assertThrows(
                BadFileException.class,
                () -> PolicyFile.parse("{\"garden\": [\"apple.com\", \"zalo.me\", \"10.0.0.1\"]}"));

        assertEquals(2, refused.problems().size());
        assertTrue(refused.getMessage().contains("captive.apple.com"), refused.getMessage());
        assertTrue(refused.getMessage().contains("10.0.0.1"), refused.getMessage());
    }

    @Test
    void no_policy_can_be_made_with_them() {
        PortalPolicy good = PolicyFile.standard();

        assertThrows(
                IllegalArgumentException.class,
                () -> new PortalPolicy(
                        good.allowance(), good.ways(), good.terms(), List.of("gstatic.com"), good.vouchers()));
        assertNotNull(Garden.probeHosts().get("captive.apple.com"));
    }
}
