package vn.tram.sampler.snmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.profiles.Oid;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.SnmpAccess.Auth;
import vn.tram.sampler.snmp.SnmpAccess.AuthProtocol;
import vn.tram.sampler.snmp.SnmpAccess.Privacy;
import vn.tram.sampler.snmp.SnmpAccess.PrivacyProtocol;

/** Traps and informs of net-snmp's own tools. */
class TrapReceiverIT {

    private static final Path SNMPTRAP = Path.of("/usr/bin/snmptrap");
    private static final String LINK_DOWN = "1.3.6.1.6.3.1.1.5.3";
    private static final String COLD_START = "1.3.6.1.6.3.1.1.5.1";
    private static final String[] IF_INDEX_2 = {"1.3.6.1.2.1.2.2.1.1.2", "i", "2"};
    private static final InetAddress BY_COMMUNITY = InetAddress.getLoopbackAddress();
    private static final InetAddress BY_USER = local(2);
    private static final String[] USER = {
        "-v3",
        "-u",
        "noc",
        "-l",
        "authPriv",
        "-a",
        "SHA-256",
        "-A",
        "auth-secret",
        "-x",
        "AES",
        "-X",
        "priv-secret",
        "--clientaddr=" + BY_USER.getHostAddress()
    };
    /** What the device at each address is asked with. */
    private static final Map<InetAddress, SnmpAccess> ACCESSES = Map.of(
            BY_COMMUNITY,
            new SnmpAccess.Community(false, new Secret("right")),
            BY_USER,
            noc("auth-secret", "priv-secret"),
            local(3),
            new SnmpAccess.Community(false, new Secret("another's")),
            local(4),
            noc("another-auth-secret", "another-priv-secret"));

    @TempDir
    private Path folder = Path.of("");

    private final List<Trap> traps = new CopyOnWriteArrayList<>();
    private volatile boolean hasRoom = true;
    private volatile long ahead;
    private TrapReceiver receiver = receiver();

    @BeforeAll
    static void given_the_tools() {
        assumeTrue(Files.isExecutable(SNMPTRAP), "snmptrap is not installed (on Debian: apt-get install snmp)");
    }

    private static InetAddress local(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SnmpAccess noc(String auth, String privacy) {
        return new SnmpAccess.User(
                "noc",
                new Auth(AuthProtocol.SHA_256, new Secret(auth)),
                new Privacy(PrivacyProtocol.AES_128, new Secret(privacy)),
                "",
                "");
    }

    private TrapReceiver receiver() {
        TrapReceiver.Listener listener = new TrapReceiver.Listener() {
            @Override
            public @Nullable SnmpAccess accessOf(InetAddress from) {
                return ACCESSES.get(from);
            }

            @Override
            public boolean trapped(Trap trap) {
                traps.add(trap);
                return hasRoom;
            }
        };
        try {
            return new TrapReceiver(
                    new InetSocketAddress(BY_COMMUNITY, 0),
                    new TrapReceiver.Engine("80001f88050102030405060708", 7),
                    listener,
                    () -> System.nanoTime() + ahead);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void forget() {
        traps.clear();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** Runs a tool of net-snmp, and says how it ended. */
    private int say(String tool, String[] access, String... rest) throws Exception {
        return say(tool, access, receiver.address(), rest);
    }

    private int say(String tool, String[] access, InetSocketAddress to, String... rest) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(access));
        if (tool.equals("snmpinform")) {
            command.addAll(List.of("-r", "0", "-t", "3"));
        }
        command.add(to.getAddress().getHostAddress() + ":" + to.getPort());
        command.addAll(List.of(rest));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MIBS", "");
        builder.environment().put("MIBDIRS", "");
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        Process process = builder.start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the tool ends");
        return process.exitValue();
    }

    private static String[] community(String version, String community) {
        return new String[] {version, "-c", community};
    }

    private static String[] linkDown() {
        return new String[] {"", LINK_DOWN, IF_INDEX_2[0], IF_INDEX_2[1], IF_INDEX_2[2]};
    }

    private Trap only() {
        await().until(() -> !traps.isEmpty());
        assertEquals(1, traps.size());
        return traps.get(0);
    }

    private static void assertLinkDown(InetAddress from, Trap trap) {
        assertEquals(Oid.of(LINK_DOWN), trap.oid());
        assertEquals(from, trap.from());
        assertEquals(1, trap.variables().size());
        assertEquals(Oid.of(IF_INDEX_2[0]), trap.variables().get(0).oid());
        assertEquals(2, trap.variables().get(0).value().number());
    }

    @Test
    void a_trap_of_version_2c_is_told() throws Exception {
        say("snmptrap", community("-v2c", "right"), linkDown());
        assertLinkDown(BY_COMMUNITY, only());
    }

    @Test
    void a_trap_of_version_1_is_told_like_one_of_version_2() throws Exception {
        String[] rest = {"1.3.6.1.4.1.8072.3.2.10", "127.0.0.1", "2", "0", "", IF_INDEX_2[0], "i", "2"};
        say("snmptrap", community("-v1", "right"), rest);
        assertLinkDown(BY_COMMUNITY, only());
    }

    @Test
    void a_vendors_own_trap_of_version_1_gets_the_oid_that_rfc_3584_makes() throws Exception {
        String[] rest = {"1.3.6.1.4.1.318", "127.0.0.1", "6", "5", ""};
        say("snmptrap", community("-v1", "right"), rest);
        assertEquals(Oid.of("1.3.6.1.4.1.318.0.5"), only().oid());
    }

    @Test
    void a_trap_of_version_3_is_told() throws Exception {
        String[] withEngine = new String[USER.length + 2];
        System.arraycopy(USER, 0, withEngine, 0, USER.length);
        withEngine[USER.length] = "-e";
        withEngine[USER.length + 1] = "0x8000000001020304";
        say("snmptrap", withEngine, linkDown());
        assertLinkDown(BY_USER, only());
    }

    /** Somebody on the line has overheard it, and sends the same octets again from the same address. */
    @Test
    void a_trap_of_version_3_that_is_replayed_is_refused() throws Exception {
        try (DatagramSocket line = new DatagramSocket(0, BY_USER)) {
            line.setSoTimeout(10_000);
            String[] access = Arrays.copyOf(USER, USER.length + 2);
            access[USER.length] = "-e";
            access[USER.length + 1] = "0x8000000001020304";
            say("snmptrap", access, (InetSocketAddress) line.getLocalSocketAddress(), linkDown());
            DatagramPacket overheard = new DatagramPacket(new byte[1500], 1500);
            line.receive(overheard);

            overheard.setSocketAddress(receiver.address());
            line.send(overheard);
            assertLinkDown(BY_USER, only());
            line.send(overheard);

            await().until(() -> receiver.refused() == 1);
            assertEquals(1, traps.size());
        }
    }

    @Test
    void a_request_to_set_something_is_refused() throws Exception {
        String[] sysName = {"1.3.6.1.2.1.1.5.0", "s", "mine"};
        String[] patient = Arrays.copyOf(USER, USER.length + 4);
        System.arraycopy(new String[] {"-r", "0", "-t", "2"}, 0, patient, USER.length, 4);

        assertNotEquals(0, say("snmpset", patient, sysName));

        await().until(() -> receiver.refused() >= 1);
        assertEquals(List.of(), traps);
    }

    @Test
    void an_inform_is_acknowledged_when_it_was_kept() throws Exception {
        assertEquals(0, say("snmpinform", community("-v2c", "right"), linkDown()));
        assertLinkDown(BY_COMMUNITY, only());
        traps.clear();

        assertEquals(0, say("snmpinform", USER, linkDown()));
        assertLinkDown(BY_USER, only());
    }

    @Test
    void an_inform_that_nobody_kept_is_not_acknowledged() throws Exception {
        hasRoom = false;
        assertNotEquals(0, say("snmpinform", community("-v2c", "right"), linkDown()));
        assertEquals(1, receiver.dropped());
    }

    @Test
    void a_wrong_community_or_password_is_refused_and_counted() throws Exception {
        say("snmptrap", community("-v2c", "wrong"), linkDown());
        await().until(() -> receiver.refused() == 1);

        String[] wrong = USER.clone();
        wrong[8] = "other-secret";
        assertNotEquals(0, say("snmpinform", wrong, linkDown()));
        await().until(() -> receiver.refused() >= 2);

        String[] unprotected = {"-v3", "-u", "noc", "-l", "noAuthNoPriv", "--clientaddr=127.0.0.2"};
        long before = receiver.refused();
        say("snmpinform", unprotected, linkDown());
        await().until(() -> receiver.refused() > before);
        assertEquals(List.of(), traps);
    }

    /** A neighbour's community may be known to whoever opens that neighbour's box. */
    @Test
    void what_another_device_is_asked_with_is_refused_of_this_one() throws Exception {
        assertNotEquals(0, say("snmpinform", community("-v2c", "another's"), linkDown()));
        assertEquals(1, receiver.refused());

        String[] anothersUser = USER.clone();
        anothersUser[anothersUser.length - 1] = "--clientaddr=127.0.0.1";
        assertNotEquals(0, say("snmpinform", anothersUser, linkDown()));
        assertEquals(2, receiver.refused());

        String[] byCommunity = {"-v2c", "-c", "right", "--clientaddr=127.0.0.2"};
        assertNotEquals(0, say("snmpinform", byCommunity, linkDown()));
        assertEquals(3, receiver.refused());
        assertEquals(List.of(), traps);

        assertEquals(0, say("snmpinform", community("-v2c", "right"), linkDown()));
        assertLinkDown(BY_COMMUNITY, only());
    }

    @Test
    void a_stranger_is_refused_whatever_it_knows() throws Exception {
        String[] stranger = {"-v2c", "-c", "right", "--clientaddr=127.0.0.9"};
        assertNotEquals(0, say("snmpinform", stranger, linkDown()));
        assertEquals(1, receiver.refused());
        assertEquals(List.of(), traps);
    }

    /** Two technicians, one idea for a name. */
    @Test
    void two_devices_may_have_users_of_one_name_with_different_passwords() throws Exception {
        String[] others = USER.clone();
        others[8] = "another-auth-secret";
        others[12] = "another-priv-secret";
        others[others.length - 1] = "--clientaddr=127.0.0.4";

        assertEquals(0, say("snmpinform", USER, linkDown()));
        assertLinkDown(BY_USER, only());
        traps.clear();
        assertEquals(0, say("snmpinform", others, linkDown()));
        assertLinkDown(local(4), only());
    }

    @Test
    void nonsense_is_counted_and_the_next_trap_is_told() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, BY_COMMUNITY)) {
            for (byte[] message : List.of(
                    "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                    new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 2, 1, 1},
                    new byte[] {0x30, 3, 2, 1, 9})) {
                socket.send(new DatagramPacket(message, message.length, receiver.address()));
            }
        }
        await().until(() -> receiver.refused() >= 2);

        say("snmptrap", community("-v2c", "right"), linkDown());
        assertLinkDown(BY_COMMUNITY, only());
    }

    /** An inform in BER whose acknowledgement got lost: net-snmp would send just these octets again. */
    @Test
    void an_inform_that_comes_again_is_acknowledged_again_and_told_once() throws Exception {
        byte[] inform = SnmpMessages.inform("right", 4711, LINK_DOWN);
        try (DatagramSocket socket = new DatagramSocket(0, BY_COMMUNITY)) {
            socket.setSoTimeout(5000);
            for (int i = 0; i < 3; i++) {
                inform(socket, inform);
            }
        }
        assertEquals(1, traps.size());
    }

    /** A small device counts its requests from 1 after each start, and always sends from the same port. */
    @Test
    void a_number_that_a_device_uses_anew_does_not_make_another_inform_the_same() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, BY_COMMUNITY)) {
            socket.setSoTimeout(5000);
            inform(socket, SnmpMessages.inform("right", 1, LINK_DOWN));
            inform(socket, SnmpMessages.inform("right", 1, COLD_START));
            assertEquals(2, traps.size());
            assertEquals(Oid.of(COLD_START), traps.get(1).oid());

            ahead = TimeUnit.MINUTES.toNanos(3);
            inform(socket, SnmpMessages.inform("right", 1, COLD_START));
            assertEquals(3, traps.size(), "it has started again");
        }
    }

    private void inform(DatagramSocket socket, byte[] inform) throws IOException {
        socket.send(new DatagramPacket(inform, inform.length, receiver.address()));
        socket.receive(new DatagramPacket(new byte[1500], 1500));
    }

    @Test
    void a_storm_is_dropped_and_counted() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, BY_COMMUNITY)) {
            for (int i = 0; i < 2000; i++) {
                byte[] trap = SnmpMessages.trap("right", i, LINK_DOWN);
                socket.send(new DatagramPacket(trap, trap.length, receiver.address()));
            }
        }
        await().until(() -> receiver.dropped() > 0);
        assertTrue(traps.size() < 1000, "told " + traps.size());
    }
}
