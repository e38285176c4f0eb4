package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.PullResistance;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.cabinet.PowerCycle;
import vn.tram.cabinet.Wiring;
import vn.tram.probe.ProbeSettings;
import vn.tram.probe.ProbeSettings.Link;
import vn.tram.probe.ProbeSettings.Method;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.uplink.FileOutbox;

class AgentConfigTest {

    private static final String SMALL = "endpoint: bn-cp-001\ncontroller: https://noc:8443\n";
    private static final Path FOLDER = Path.of("/etc/tram");
    private static final String CLAIM = "https://noc:8443/enrol#" + "s".repeat(22) + "." + "f".repeat(43);

    @Test
    void an_endpoint_and_a_controller_are_enough() throws Exception {
        AgentConfig config = parse("endpoint: bn-cp-001\ncontroller: https://noc.bacninh.example:8443\n");

        assertEquals(
                new AgentConfig(
                        "bn-cp-001",
                        URI.create("https://noc.bacninh.example:8443"),
                        URI.create("mqtts://noc.bacninh.example:8883"),
                        "",
                        null,
                        Path.of("/etc/tram/data"),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(5),
                        null,
                        null,
                        null,
                        null,
                        new FileOutbox.Limits(64L * 1024 * 1024, Duration.ofDays(7)),
                        null,
                        null,
                        null,
                        ProbeSettings.DEFAULT,
                        null),
                config);
    }

    @Test
    void the_portals_api_has_a_certificate_of_its_own_or_the_one_that_was_uploaded_at_the_controller()
            throws Exception {
        String portal = "portal:\n  name: wifi.bacninh.gov.vn\n  api: ";
        AgentConfig own = parse(
                SMALL + portal
                        + "{certificate: portal.pem, key: portal.key, dhcp-options: /run/tram/opts, dnsmasq-pid: /run/dnsmasq.pid}\n");
        AgentConfig uploaded = parse(SMALL + portal + "{listen: \"10.77.0.1:443\"}\n");

        assertEquals(
                new PortalApiSettings(
                        new InetSocketAddress("0.0.0.0", 8443),
                        Path.of("/etc/tram/portal.pem"),
                        Path.of("/etc/tram/portal.key"),
                        null,
                        Path.of("/run/tram/opts"),
                        Path.of("/run/dnsmasq.pid")),
                Objects.requireNonNull(own.portal()).api());
        assertEquals(
                new PortalApiSettings(new InetSocketAddress("10.77.0.1", 443), null, null, null, null, null),
                Objects.requireNonNull(uploaded.portal()).api());
    }

    @Test
    void an_api_without_a_name_or_a_certificate_is_refused() {
        String problems = String.valueOf(assertThrows(
                        BadFileException.class,
                        () -> parse("endpoint: a\nbroker: mqtt://b:1883\nportal: {api: {key: portal.key}}\n"))
                .getMessage());
        assertTrue(problems.contains("must be there with key, or neither of them"), problems);
        assertTrue(problems.contains("needs name"), problems);
        problems = String.valueOf(assertThrows(
                        BadFileException.class,
                        () -> parse("endpoint: a\nbroker: mqtt://b:1883\nportal: {name: wifi.a.vn, api: {}}\n"))
                .getMessage());
        assertTrue(problems.contains("where there is no controller to upload them at"), problems);
    }

    @Test
    void links_are_probed_as_the_settings_say() throws Exception {
        AgentConfig config = parse("""
                endpoint: bn-cp-001
                controller: https://noc:8443
                probes:
                  controller: false
                  clock-error: 5ms
                  reflector: {listen: "0.0.0.0:8620", key: bimat}
                  links:
                    - {name: duong-truc, peer: 192.0.2.1}
                    - {name: sang-huyen, peer: "noc.example:8620", ssid: 7, key: bimat, dscp: 46, interval: 200ms}
                    - {name: cong, method: icmp, peer: "2001:db8::1"}
                    - {name: web, method: tcp, peer: "192.0.2.9:443"}
                """);
        Duration second = Duration.ofSeconds(1);
        assertEquals(
                new ProbeSettings(
                        false,
                        Duration.ofMillis(5),
                        List.of(
                                new Link("duong-truc", Method.STAMP, "192.0.2.1", 862, second, 0, null, 0),
                                new Link(
                                        "sang-huyen",
                                        Method.STAMP,
                                        "noc.example",
                                        8620,
                                        Duration.ofMillis(200),
                                        7,
                                        new Secret("bimat"),
                                        46),
                                new Link("cong", Method.ICMP, "2001:db8::1", 0, second, 0, null, 0),
                                new Link("web", Method.TCP, "192.0.2.9", 443, second, 0, null, 0)),
                        new ProbeSettings.Listening(new InetSocketAddress("0.0.0.0", 8620), new Secret("bimat"))),
                config.probes());
    }

    @Test
    void links_that_cannot_be_probed_are_named() {
        BadFileException mistakes = assertThrows(BadFileException.class, () -> parse("""
                endpoint: bn-cp-001
                broker: mqtts://noc
                probes:
                  links:
                    - {name: controller, peer: 192.0.2.1, dscp: 64}
                    - {name: a, method: icmp, peer: "-f"}
                    - {name: b, method: snail, peer: 192.0.2.1}
                """));
        String text = String.valueOf(mistakes.getMessage());
        assertTrue(text.contains("dscp: must be a whole number from 0 to 63"), text);
        assertTrue(text.contains("must be there once, and not be controller"), text);
        assertTrue(text.contains("must be a host name or an address, without port"), text);
        assertTrue(text.contains("must be stamp, icmp or tcp"), text);
    }

    @Test
    void everything_can_be_set() throws Exception {
        AgentConfig config = parse("""
                endpoint: bn-hs-007
                controller: https://noc:8443
                broker: mqtt://127.0.0.1:1883
                prefix: tinh/bn
                claim: %s
                data: /var/lib/tram
                interval: 10s
                lifetime: 1h
                profile: net-snmp/linux
                snmp: {target: "192.168.1.1", community: bimat}
                outbox: {size: 10MB, age: 2d}
                portal:
                  {listen: "192.168.7.1:80", station: Công viên Nguyễn Văn Cừ, operator: UBND tỉnh Bắc Ninh,
                   name: wifi.bacninh.gov.vn}
                log: {file: /var/log/tram-agent.log, size: 200KB}
                journal: /tmp/journal
                """.formatted(CLAIM));

        assertEquals(URI.create("mqtt://127.0.0.1:1883"), config.broker());
        assertEquals("tinh/bn", config.prefix());
        assertEquals(CLAIM, Objects.requireNonNull(config.claim()).text());
        assertEquals(Path.of("/var/lib/tram"), config.data());
        assertEquals(Duration.ofSeconds(10), config.interval());
        assertEquals(Duration.ofHours(1), config.lifetime());
        assertEquals("net-snmp/linux", config.profile());
        AgentConfig.Snmp snmp = Objects.requireNonNull(config.snmp());
        assertEquals(new InetSocketAddress("192.168.1.1", 161), snmp.target());
        assertEquals(new SnmpAccess.Community(false, new Secret("bimat")), snmp.access());
        assertEquals(new FileOutbox.Limits(10_000_000, Duration.ofDays(2)), config.outbox());
        assertEquals(
                new AgentConfig.Portal(
                        new InetSocketAddress("192.168.7.1", 80),
                        "Công viên Nguyễn Văn Cừ",
                        "UBND tỉnh Bắc Ninh",
                        "wifi.bacninh.gov.vn",
                        null,
                        null),
                config.portal());
        assertEquals(new AgentConfig.Log(Path.of("/var/log/tram-agent.log"), 200_000), config.log());
        assertEquals(Path.of("/tmp/journal"), config.journal());
    }

    @Test
    void secrets_are_not_printed() throws Exception {
        AgentConfig config = parse("endpoint: a\nbroker: mqtt://b\nclaim: " + CLAIM + "\nsnmp: {community: bimat}\n");
        assertFalse(config.toString().contains("bimat"), config.toString());
        assertFalse(config.toString().contains("s".repeat(22)), config.toString());
    }

    @Test
    void a_user_of_version_3_has_protocols_passwords_a_context_and_an_engine() throws Exception {
        AgentConfig config = parse("""
                endpoint: a
                broker: mqtt://b
                snmp:
                  target: 192.0.2.1
                  version: 3
                  user: giamsat
                  auth: {protocol: SHA-256, password: mat-khau-1}
                  privacy: {protocol: AES-128, password: mat-khau-2}
                  context: vlan-7
                  engine-id: 80:00:1F:88:80:AA
                """);

        assertEquals(
                new SnmpAccess.User(
                        "giamsat",
                        new SnmpAccess.Auth(SnmpAccess.AuthProtocol.SHA_256, new Secret("mat-khau-1")),
                        new SnmpAccess.Privacy(SnmpAccess.PrivacyProtocol.AES_128, new Secret("mat-khau-2")),
                        "vlan-7",
                        "80001f8880aa"),
                Objects.requireNonNull(config.snmp()).access());
        assertFalse(config.toString().contains("mat-khau"), config.toString());
    }

    @Test
    void what_is_wrong_with_snmp_settings_is_told_by_key_and_without_passwords() {
        String message = problems("""
                endpoint: a
                broker: mqtt://b
                snmp:
                  version: 3
                  community: bimat
                  auth: {protocol: MD5, password: short}
                  privacy: {protocol: ROT13, passwort: geheim-geheim}
                  engine-id: xyz
                """);

        assertContains(message, "agent.yaml:5: snmp.community: does not go with this version");
        assertContains(message, "snmp.user: must be given");
        assertContains(message, "agent.yaml:6: snmp.auth.protocol: is broken by today's means; allow it by weak-algor");
        assertContains(message, "agent.yaml:6: snmp.auth.password: must have at least 8 characters, was [redacted]");
        assertContains(message, "agent.yaml:7: snmp.privacy.protocol: must be one of AES-128, AES-192, AES-256");
        assertContains(message, "snmp.privacy.passwort: is not a known key; did you mean \"password\"?");
        assertContains(message, "agent.yaml:8: snmp.engine-id: must be 5 to 32 octets in hexadecimal");
        assertFalse(message.contains("geheim") || message.contains("short"), message);
    }

    @Test
    void weak_algorithms_are_there_for_devices_that_have_no_others_when_they_are_asked_for() throws Exception {
        AgentConfig config = parse("""
                endpoint: a
                broker: mqtt://b
                snmp: {user: cu, auth: {protocol: MD5, password: mat-khau-1}, privacy: {protocol: DES, password: mat-khau-2}, weak-algorithms: true}
                """);

        SnmpAccess.User user =
                (SnmpAccess.User) Objects.requireNonNull(config.snmp()).access();
        assertEquals(
                SnmpAccess.AuthProtocol.MD5, Objects.requireNonNull(user.auth()).protocol());
        assertEquals(
                SnmpAccess.PrivacyProtocol.DES,
                Objects.requireNonNull(user.privacy()).protocol());
    }

    @Test
    void traps_of_the_device_itself_may_have_an_access_of_their_own_where_it_is_asked_at_all() throws Exception {
        AgentConfig config = parse(
                "endpoint: a\nbroker: mqtt://b\nsnmp: {community: c}\ntraps: {listen: '[::]:162', community: t}\n");
        assertEquals(
                new SnmpAccess.Community(false, new Secret("t")),
                Objects.requireNonNull(config.traps()).access());

        assertContains(
                problems("endpoint: a\nbroker: mqtt://b\ndevices: {}\ntraps: {listen: '[::]:162', community: bimat}\n"),
                "traps: needs snmp, for devices behind send with what they are asked with");
    }

    @Test
    void no_more_devices_are_asked_behind_an_agent_than_the_controller_keeps() throws Exception {
        String head = "endpoint: a\nbroker: mqtt://b\ndevices:\n  snmp: {community: c}\n";
        assertEquals(500, Objects.requireNonNull(parse(head).devices()).most());
        assertEquals(
                500,
                Objects.requireNonNull(parse(head + "  most: 500\n").devices()).most());
        assertContains(
                problems(head + "  most: 501\n"),
                "agent.yaml:5: devices.most: must be at most 500, for the controller keeps no more behind one agent, "
                        + "was 501");
        assertContains(
                problems(head + "  most: 1\n  list: [{name: a, target: 192.0.2.1}, {name: b, target: 192.0.2.2}]\n"),
                "devices.list: must have at most as many devices as most says, 1, was 2");
    }

    @Test
    void a_device_without_snmp_or_portal_is_fine_and_one_with_them_has_defaults() throws Exception {
        AgentConfig without = parse("endpoint: a\nbroker: mqtt://b\n");
        assertNull(without.snmp());
        assertNull(without.portal());

        AgentConfig with = parse("endpoint: a\nbroker: mqtt://b\nsnmp: {community: c}\nportal: {listen: '[::]:80'}\n");
        assertEquals(
                new InetSocketAddress("127.0.0.1", 161),
                Objects.requireNonNull(with.snmp()).target());
        assertEquals("a", Objects.requireNonNull(with.portal()).station());
        assertEquals(80, Objects.requireNonNull(with.portal()).listen().getPort());
    }

    @Test
    void every_problem_is_told_at_once_with_its_line() {
        String message = problems("""
                endpoint: "no spaces please"
                broker: http://noc
                intervall: 60s
                outbox: {size: 12}
                snmp: {target: "router:99999"}
                portal: {listen: "80"}
                """);

        assertContains(message, "agent.yaml:1: endpoint: ");
        assertContains(message, "agent.yaml:2: broker: must be an address such as mqtts://host");
        assertContains(message, "agent.yaml:3: intervall: ");
        assertContains(message, "interval");
        assertContains(message, "agent.yaml:4: outbox.size: ");
        assertContains(message, "agent.yaml:5: snmp.target: must be HOST:PORT, such as 127.0.0.1:161");
        assertContains(message, "snmp.community: ");
        assertContains(message, "agent.yaml:6: portal.listen: must be HOST:PORT");
    }

    @Test
    void without_controller_the_broker_must_be_named() {
        assertContains(problems("endpoint: a\n"), "broker: ");
    }

    @Test
    void a_claim_that_is_none_is_refused_without_showing_it() {
        String message = problems("endpoint: a\nbroker: mqtt://b\nclaim: https://noc/enrol#abc\n");
        assertContains(message, "claim: must be https://HOST:PORT/enrol#SECRET.FINGERPRINT, was [redacted]");
    }

    private static void assertContains(@Nullable String text, String part) {
        if (text == null || !text.contains(part)) {
            throw new AssertionError("must contain \"" + part + "\", was:\n" + text);
        }
    }

    private static String problems(String yaml) {
        return String.valueOf(
                assertThrows(BadFileException.class, () -> parse(yaml)).getMessage());
    }

    @Test
    void a_cabinet_is_wired_by_function() throws Exception {
        Wiring cabinet = Objects.requireNonNull(parse(SMALL + """
                cabinet:
                  lamp: {gpio: 17}
                  relay: {gpio: 27, active: low, of: access point, after: 5m, off: 20s, hold-off: 1h, per-day: 2}
                  door: {gpio: 5, active: high, pull: off, debounce: 80ms}
                  mains: {gpio: 6}
                  temperature: 28-0316a2798aff
                  battery: BAT0
                """).cabinet());

        assertEquals(
                new Wiring(
                        new Wiring.Output(17, false),
                        new Wiring.Relay(
                                new Wiring.Output(27, true),
                                "access point",
                                new PowerCycle.Rule(
                                        Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofHours(1), 2)),
                        new Wiring.Input(5, false, PullResistance.OFF, Duration.ofMillis(80)),
                        new Wiring.Input(6, true, PullResistance.PULL_UP, Duration.ofMillis(500)),
                        Path.of("/sys/bus/w1/devices/28-0316a2798aff"),
                        Path.of("/sys/class/power_supply/BAT0")),
                cabinet);
    }

    @Test
    void a_cabinet_that_cannot_be_is_refused_with_every_reason() {
        BadFileException refused = assertThrows(BadFileException.class, () -> parse(SMALL + """
                cabinet:
                  lamp: {line: 17}
                  relay: {gpio: 27, off: 5m, hold-off: 1m}
                  door: {gpio: 27}
                  temperature: ../../etc/passwd
                """));

        String message = refused.getMessage();
        assertTrue(message.contains("gpio: must be the number of the line, such as 17"), message);
        assertTrue(message.contains("gpio: must be a line that nothing else is wired to"), message);
        assertTrue(message.contains("hold-off: must be longer than off, which is 300s"), message);
        assertTrue(message.contains("temperature: must be a name in /sys/bus/w1/devices"), message);
    }

    private static AgentConfig parse(String yaml) throws BadFileException {
        return AgentConfig.of(YamlMap.parse("agent.yaml", yaml), FOLDER);
    }
}
