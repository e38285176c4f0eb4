package vn.tram.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.tram.identity.Credential;
import vn.tram.simulator.client.PhoneAuthority;

class PortalCommandTest {

    private static final String NAME = "wifi.bacninh.example";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void with_a_valid_certificate_the_configuration_is_ready_for_dnsmasq_and_for_openwrt() throws Exception {
        put(60);

        assertEquals(0, dhcp("--port", "8443"), err::toString);
        assertEquals(0, dhcp("--odhcpd", "wifi"), err::toString);

        assertEquals("""
                # RFC 8910: where the captive portal's API is
                dhcp-option-force=114,https://wifi.bacninh.example:8443/api/capport
                dhcp-option-force=option6:103,https://wifi.bacninh.example:8443/api/capport
                config dhcp 'wifi'
                \tlist dhcp_option_force '114,https://wifi.bacninh.example/api/capport'
                \toption captive_portal_uri 'https://wifi.bacninh.example/api/capport'
                """, out.toString());
    }

    @Test
    void without_a_valid_certificate_nothing_is_announced_and_why_is_said() throws Exception {
        put(-1);

        assertEquals(1, dhcp());

        assertEquals("", out.toString());
        assertTrue(err.toString().contains("not announced without a valid certificate"), err::toString);
        assertTrue(err.toString().contains("certificate 1: must be valid at"), err::toString);
    }

    @Test
    void a_portal_that_is_off_says_that_nothing_is_in_the_way() {
        assertEquals(0, run("dhcp", "--off"));

        assertTrue(out.toString().contains("114,urn:ietf:params:capport:unrestricted\n"), out::toString);
    }

    @Test
    void a_policy_is_checked_with_every_name_of_its_garden() throws Exception {
        Path bad =
                Files.writeString(folder.resolve("policy.json"), "{\"garden\": [\"apple.com\", \"gov\", \"zalo.me\"]}");

        assertEquals(2, run("lint", bad.toString()));

        assertTrue(err.toString().contains("must not let through captive.apple.com, where Apple"), err::toString);
        assertTrue(err.toString().contains("was gov"), err::toString);

        Files.writeString(bad, "{\"garden\": [\"dichvucong.gov.vn\", \"zalo.me\"]}");
        assertEquals(0, run("lint", bad.toString()));
        assertTrue(out.toString().contains("is right, with 2 names"), out::toString);
    }

    private void put(int days) throws Exception {
        Instant now = Instant.now();
        PhoneAuthority authority = new PhoneAuthority("Phones Trust", now);
        PhoneAuthority.Made made =
                authority.certify(NAME, now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(days)));
        Files.writeString(folder.resolve("portal.pem"), made.chainPem());
        Path key = Files.writeString(folder.resolve("portal.key"), made.keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("root.pem"), Credential.chainPem(List.of(authority.root())));
    }

    private int dhcp(String... more) {
        List<String> words = new ArrayList<>(List.of("dhcp", "--name", NAME));
        for (String[] option :
                new String[][] {{"--certificate", "portal.pem"}, {"--key", "portal.key"}, {"--authority", "root.pem"}
                }) {
            words.add(option[0]);
            words.add(folder.resolve(option[1]).toString());
        }
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        CommandLine line = new CommandLine(new PortalCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((problem, command, result) -> {
            command.getErr().println(problem.getMessage());
            return problem instanceof CommandProblem known ? known.exitCode() : CommandProblem.FAILED;
        });
        return line.execute(words);
    }
}
