package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.access.Client;
import vn.tram.access.GateException;
import vn.tram.access.Grant;
import vn.tram.access.Session;
import vn.tram.platform.GardenKeeper;
import vn.tram.platform.NftablesGate;

/** Phones at a router whose kernel holds the doors. */
class PortalGateIT {

    private static final Client PHONE = new Client(Hotspot.PHONE_MAC, Hotspot.PHONE);
    private static final Grant HALF_AN_HOUR = Grant.of(Duration.ofMinutes(30));

    /** Of curl: what it says when a connection is refused, and when it is reset later. */
    private static final int REFUSED = 7;

    private static final int RESET = 56;

    @TempDir
    private static Path folder;

    private static Hotspot hotspot;
    private NftablesGate gate;

    @BeforeAll
    static void a_hotspot() throws Exception {
        hotspot = Hotspot.open(folder);
    }

    @AfterAll
    static void remove() throws Exception {
        if (hotspot != null) {
            hotspot.close();
        }
    }

    @BeforeEach
    void with_rules() throws Exception {
        gate = hotspot.gate();
    }

    @AfterEach
    void without_rules() throws Exception {
        gate.close();
        hotspot.nft("delete", "table", "inet", "tram_portal");
    }

    @Test
    void a_phone_reaches_nothing_but_the_portal_until_it_is_let_in() throws Exception {
        assertEquals("portal", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals("portal", hotspot.get(hotspot.phone, Hotspot.SERVER_6));
        for (String host : List.of(Hotspot.SERVER, "[" + Hotspot.SERVER_6 + "]")) {
            Hotspot.Outcome https = hotspot.curl(hotspot.phone, "-k", "-w", "%{time_total}", "https://" + host + "/");
            assertEquals(REFUSED, https.code(), https.said());
            assertTrue(Double.parseDouble(https.said()) < 0.1, "refused at once, and not after " + https.said() + " s");
        }
        assertEquals(
                1,
                Hotspot.run(hotspot.phone, "ping", "-c", "1", "-W", "1", Hotspot.SERVER)
                        .code(),
                "ping");

        assertEquals(PHONE, gate.at(Hotspot.PHONE));
        assertEquals(new Client(Hotspot.PHONE_MAC, Hotspot.PHONE_6), gate.at(Hotspot.PHONE_6));
        assertNull(gate.at("10.77.0.99"), "nobody has it");
        gate.open(PHONE, HALF_AN_HOUR);
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER_6), "the other family is the same session");
        assertEquals("portal", hotspot.get(hotspot.phone, "10.77.0.1"), "who is in can look at the portal, too");
        assertEquals("portal", hotspot.get(hotspot.other, Hotspot.SERVER), "the other phone is not");

        gate.close(PHONE);
        assertEquals("portal", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals(List.of(), gate.sessions());
    }

    @Test
    void when_the_time_is_up_the_kernel_closes_the_door_and_cuts_what_runs() throws Exception {
        gate.open(PHONE, Grant.of(Duration.ofSeconds(3)));
        Hotspot.Outcome download = hotspot.curl(
                hotspot.phone, "--limit-rate", "5M", "-o", "/dev/null", "http://" + Hotspot.SERVER + "/endless");
        assertEquals(RESET, download.code(), download.said());
        // How soon after that depends on how much it had still to read.
        assertTrue(download.took().toMillis() > 2000, "cut after " + download.took());
        assertEquals("portal", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals(List.of(), gate.sessions());

        gate.open(PHONE, HALF_AN_HOUR);
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER), "and opens again");
    }

    @Test
    void every_byte_of_both_families_is_counted_also_while_the_session_is_renewed() throws Exception {
        gate.open(PHONE, HALF_AN_HOUR);
        Program pings = hotspot.start(
                hotspot.phone, "ping.log", "ping", "-q", "-c", "100", "-i", "0.01", "-s", "972", Hotspot.SERVER);
        for (int i = 0; i < 10; i++) {
            gate.open(PHONE, Grant.of(Duration.ofMinutes(40 + i)));
        }
        assertEquals(0, pings.exitCode(), pings.said());
        assertEquals(
                0,
                Hotspot.run(hotspot.phone, "ping", "-6", "-q", "-c", "20", "-i", "0.01", "-s", "952", Hotspot.SERVER_6)
                        .code());

        Session session = gate.sessions().get(0);
        assertEquals(120_000, session.up(), "120 packets of 1000 bytes");
        assertEquals(120_000, session.down());
        assertEquals(49, session.left().toMinutes() + 1);
        assertEquals(PHONE, session.client());
    }

    @Test
    void whoever_has_used_up_his_quota_meets_the_portal_again() throws Exception {
        gate.open(PHONE, new Grant(Duration.ofMinutes(30), 200_000, 0, 0));
        Hotspot.Outcome download = hotspot.curl(hotspot.phone, "-o", "/dev/null", "http://" + Hotspot.SERVER + "/big");
        assertEquals(RESET, download.code(), download.said());
        assertTrue(download.took().toSeconds() < 5, "told at once, and not after " + download.took());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> hotspot.get(hotspot.phone, Hotspot.SERVER).equals("portal"));
        assertEquals(List.of(), gate.sessions());
    }

    @Test
    void a_client_has_the_rate_that_it_was_given_and_a_new_one_at_once() throws Exception {
        gate.open(PHONE, new Grant(Duration.ofMinutes(30), 0, 300_000, 0));
        double slow = secondsForBigFile();
        // At once comes what a second allows, and the burst.
        assertTrue(300_000 * (slow + 1) + 65_536 > 0.95 * Hotspot.BIG_FILE, "seconds: " + slow);
        assertTrue(slow < 6, "seconds: " + slow);
        gate.open(PHONE, HALF_AN_HOUR);
        double quick = secondsForBigFile();
        assertTrue(quick < slow / 3, "seconds: " + quick);
    }

    private static double secondsForBigFile() throws Exception {
        Hotspot.Outcome outcome = hotspot.curl(
                hotspot.phone, "-o", "/dev/null", "-w", "%{time_total}", "http://" + Hotspot.SERVER + "/big");
        assertEquals(0, outcome.code(), outcome.said());
        return Double.parseDouble(outcome.said());
    }

    @Test
    void a_crowd_is_let_in_by_few_transactions() throws Exception {
        int crowd = 250;
        ExecutorService people = Executors.newFixedThreadPool(crowd);
        CyclicBarrier together = new CyclicBarrier(crowd);
        try {
            List<Future<Long>> opened = new ArrayList<>();
            for (int i = 0; i < crowd; i++) {
                Client client = new Client(String.format("02:00:5e:20:00:%02x", i), "10.77.0." + i);
                opened.add(people.submit(() -> {
                    together.await();
                    long began = System.nanoTime();
                    gate.open(client, new Grant(Duration.ofMinutes(30), 500_000_000, 1_000_000, 500_000));
                    return (System.nanoTime() - began) / 1_000_000;
                }));
            }
            List<Long> took = new ArrayList<>();
            for (Future<Long> one : opened) {
                took.add(one.get());
            }
            took.sort(null);
            assertTrue(took.get(crowd - 1) < 5000, "the last one waited " + took.get(crowd - 1) + " ms");
            assertEquals(crowd, gate.sessions().size());
            assertEquals(crowd, gate.counts().opened());
            assertTrue(gate.counts().batches() < 20, gate.counts().toString());
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void the_dedicated_network_is_out_of_reach_even_for_who_is_in() throws Exception {
        gate.open(PHONE, HALF_AN_HOUR);
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        for (String host : List.of(Hotspot.DEDICATED, "[2001:db8:20::7]")) {
            Hotspot.Outcome tried = hotspot.curl(hotspot.phone, "http://" + host + "/");
            assertEquals(REFUSED, tried.code(), host + " said " + tried.said());
        }
        assertEquals(
                "", hotspot.get(hotspot.internet, "10.77.0.1:" + Hotspot.PORTAL_PORT), "nor is the portal, from there");
    }

    @Test
    void what_somebody_deleted_is_put_back_with_the_doors_that_were_open() throws Exception {
        gate.open(PHONE, HALF_AN_HOUR);
        hotspot.nft("flush", "ruleset");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> hotspot.get(hotspot.other, Hotspot.SERVER).equals("portal"));
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals(1, gate.sessions().size());

        hotspot.nft("flush", "chain", "inet", "tram_portal", "from_client");
        hotspot.nft("flush", "chain", "inet", "tram_portal", "prerouting");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> hotspot.get(hotspot.other, Hotspot.SERVER).equals("portal"));
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER), "and nobody is thrown out by that");
    }

    @Test
    void a_table_of_another_version_is_replaced_and_its_sessions_stay() throws Exception {
        gate.open(PHONE, new Grant(Duration.ofMinutes(30), 9_000_000, 0, 0));
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        Session before = gate.sessions().get(0);
        gate.close();
        hotspot.nft("delete", "chain", "inet", "tram_portal", "v1");

        gate = hotspot.gate();
        Session after = gate.sessions().get(0);
        assertEquals(before.up(), after.up());
        assertEquals(before.down(), after.down());
        assertTrue(after.left().toSeconds() > 1790, "left " + after.left());
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals("portal", hotspot.get(hotspot.other, Hotspot.SERVER));
    }

    @Test
    void an_agent_that_is_killed_loses_no_session_and_opens_no_door() throws Exception {
        gate.close();
        Program agent = hotspot.start(
                hotspot.router,
                "agent.log",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GateHolder.class.getName());
        agent.line("open");
        agent.process().destroyForcibly().waitFor();

        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertEquals("portal", hotspot.get(hotspot.other, Hotspot.SERVER));
        gate = hotspot.gate();
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER));
        Session session = gate.sessions().get(0);
        assertEquals(PHONE, session.client());
        assertTrue(session.up() > 0 && session.down() > 0, session.toString());
        assertTrue(gate.open(PHONE, HALF_AN_HOUR).up() >= session.up(), "it goes on counting");
        gate.close(PHONE);
        assertEquals("portal", hotspot.get(hotspot.phone, Hotspot.SERVER));
    }

    @Test
    void names_of_the_garden_are_reached_before_the_login_and_nobody_elses_resolver_is() throws Exception {
        Assumptions.assumeTrue(Hotspot.isInstalled("dnsmasq"), "dnsmasq is not installed");
        hotspot.internet.ip("addr", "add", "198.51.100.8/24", "dev", "eth0");
        Path conf = folder.resolve("garden.conf");
        GardenKeeper keeper = new GardenKeeper(
                List.of("ip", "netns", "exec", hotspot.router.name), PortalGateIT::server, Runnable::run, conf);
        keeper.refresh(List.of("garden.example"));
        dnsmasq(
                hotspot.internet,
                "/dev/null",
                "--address=/example/" + Hotspot.SERVER,
                "--address=/who.example/192.0.2.2");
        dnsmasq(hotspot.router, conf.toString(), "--server=" + Hotspot.SERVER, "--address=/who.example/192.0.2.1");

        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER_6), "looked up by the agent");
        assertEquals("portal", hotspot.get(hotspot.phone, Hotspot.SERVER));
        assertAnswer("www.garden.example", Hotspot.SERVER);
        assertEquals("internet", hotspot.get(hotspot.phone, Hotspot.SERVER), "put there by dnsmasq");
        assertEquals("portal", hotspot.get(hotspot.phone, "198.51.100.8"), "not in the garden");
        Hotspot.Outcome otherPort = hotspot.curl(hotspot.phone, "http://" + Hotspot.SERVER + ":8089/");
        assertEquals(REFUSED, otherPort.code(), "80 and 443 only; it said " + otherPort.said());

        assertAnswer("who.example", "192.0.2.1");
        gate.open(PHONE, HALF_AN_HOUR);
        assertAnswer("who.example", "192.0.2.2");
    }

    private static void assertAnswer(String name, String address) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            String said = Hotspot.run(hotspot.phone, "busybox", "nslookup", "-type=a", name, Hotspot.SERVER)
                    .said();
            assertTrue(said.contains(address), said);
        });
    }

    private static InetAddress[] server(String name) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(Hotspot.SERVER_6)};
    }

    private static void dnsmasq(Namespace at, String conf, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "dnsmasq",
                "-k",
                "--no-resolv",
                "--no-hosts",
                "--pid-file=",
                "--conf-file=" + conf,
                "--log-facility=-"));
        command.addAll(List.of(more));
        hotspot.start(at, "dnsmasq-" + at.name + ".log", command.toArray(String[]::new));
    }

    @Test
    void nobody_is_let_in_while_the_hotspot_is_bridged_to_the_dedicated_network() throws Exception {
        hotspot.router.ip("link", "set", "ded0", "master", "br-lan");
        try {
            GateException e = assertThrows(GateException.class, () -> {
                while (!Thread.currentThread().isInterrupted()) {
                    gate.open(PHONE, HALF_AN_HOUR);
                }
            });
            assertEquals("lan: must not be bridged to the dedicated network, and br-lan is to ded0", e.getMessage());
            assertNotNull(gate.counts());
        } finally {
            hotspot.router.ip("link", "set", "ded0", "nomaster");
        }
    }
}
