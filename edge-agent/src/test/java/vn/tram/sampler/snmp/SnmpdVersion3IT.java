package vn.tram.sampler.snmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.smi.OctetString;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource.TextForm;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.SnmpAccess.Auth;
import vn.tram.sampler.snmp.SnmpAccess.AuthProtocol;
import vn.tram.sampler.snmp.SnmpAccess.Privacy;
import vn.tram.sampler.snmp.SnmpAccess.PrivacyProtocol;
import vn.tram.sampler.snmp.SnmpSource.Answers;
import vn.tram.sampler.snmp.SnmpSource.Rows;

/** Version 3 with the real net-snmp agent at the other end. */
class SnmpdVersion3IT {

    private static final Oid NAME = Oid.of("1.3.6.1.2.1.1.5.0");
    private static final Oid DESCR = Oid.of("1.3.6.1.2.1.2.2.1.2");

    @TempDir
    private static Path folder = Path.of("");

    private static int port;
    private static @Nullable Snmpd snmpd;
    private static @Nullable SnmpTransport transport;
    private static @Nullable FakeAgent behind;

    @BeforeAll
    static void given_an_snmpd_with_users_and_a_context_that_is_a_device_behind_it() throws IOException {
        FakeAgent other = new FakeAgent().with(NAME.toString(), new OctetString("behind"));
        behind = other;
        Snmpd started = Snmpd.start(folder, """
                sysName tram-v3
                createUser u1 SHA-256 "password-auth" AES-128 "password-priv"
                createUser u2 SHA-512 "password-auth" AES-256 "password-priv"
                createUser u3 SHA-1 "password-auth" AES-128 "password-priv"
                createUser u4 SHA-224 "password-auth" AES-192 "password-priv"
                createUser u5 SHA-384 "password-auth" AES-256 "password-priv"
                createUser u6 SHA-256 "password-auth"
                rouser u2 authpriv
                rouser u3 authpriv
                rouser u4 authpriv
                rouser u5 authpriv
                rouser u6 authnopriv
                view all included .1
                group g1 usm u1
                access g1 "" usm priv prefix all none none
                proxy -Cn behind -v 2c -c right 127.0.0.1:%d .1.3.6.1.2.1.1.5
                """.formatted(other.address().getPort()));
        snmpd = started;
        port = started.port;
        transport = SnmpTransport.open();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> device(user("u1", "SHA-256", "AES-128", ""))
                        .get(List.of(NAME))
                        .join()
                        .reached());
    }

    @AfterAll
    static void stop() throws InterruptedException, IOException {
        if (transport != null) {
            transport.close();
        }
        if (behind != null) {
            behind.close();
        }
        if (snmpd != null) {
            snmpd.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "u1,SHA-256,AES-128",
        "u2,SHA-512,AES-256",
        "u3,SHA-1,AES-128",
        "u4,SHA-224,AES-192",
        "u5,SHA-384,AES-256"
    })
    void a_device_is_read_with_each_of_the_protocols(String user, String auth, String privacy) {
        SnmpDevice device = device(user(user, auth, privacy, ""));

        Answers answers = device.get(List.of(NAME)).join();
        Rows rows = device.walk(List.of(DESCR), 100).join();

        assertEquals("", answers.trouble());
        assertEquals("tram-v3", text(answers));
        assertFalse(rows.rows().isEmpty());
        assertEquals("", rows.trouble());
    }

    @Test
    void messages_can_be_authenticated_without_being_encrypted() {
        SnmpAccess.User user =
                new SnmpAccess.User("u6", new Auth(AuthProtocol.SHA_256, new Secret("password-auth")), null, "", "");

        assertEquals("tram-v3", text(device(user).get(List.of(NAME)).join()));
    }

    @Test
    void a_context_is_another_device_behind_the_same_engine() {
        assertEquals(
                "behind",
                text(device(user("u1", "SHA-256", "AES-128", "behind"))
                        .get(List.of(NAME))
                        .join()));
        assertEquals(
                "tram-v3",
                text(device(user("u1", "SHA-256", "AES-128", ""))
                        .get(List.of(NAME))
                        .join()));
    }

    @Test
    void a_context_that_the_device_does_not_have_is_told() {
        Answers answers = device(user("u1", "SHA-256", "AES-128", "nowhere"))
                .get(List.of(NAME))
                .join();

        assertTrue(answers.values().isEmpty());
        assertTrue(answers.trouble().contains("context"), answers.trouble());
    }

    @Test
    void a_user_that_may_not_do_without_encryption_is_told_so() {
        SnmpAccess.User user =
                new SnmpAccess.User("u1", new Auth(AuthProtocol.SHA_256, new Secret("password-auth")), null, "", "");

        Answers answers = device(user).get(List.of(NAME)).join();

        assertTrue(answers.values().isEmpty(), answers.toString());
        assertTrue(answers.trouble().contains("refuses"), answers.trouble());
    }

    @Test
    void a_wrong_password_is_told() {
        SnmpAccess.User user =
                new SnmpAccess.User("u6", new Auth(AuthProtocol.SHA_256, new Secret("password-oops")), null, "", "");

        Answers answers = device(user).get(List.of(NAME)).join();

        assertFalse(answers.reached());
        assertTrue(answers.trouble().contains("the password of auth is wrong"), answers.trouble());
    }

    private static SnmpAccess.User user(String name, String auth, String privacy, String context) {
        return new SnmpAccess.User(
                name,
                new Auth(AuthProtocol.of(auth).orElseThrow(), new Secret("password-auth")),
                new Privacy(PrivacyProtocol.of(privacy).orElseThrow(), new Secret("password-priv")),
                context,
                "");
    }

    private static SnmpDevice device(SnmpAccess access) {
        return Objects.requireNonNull(transport)
                .device(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), access);
    }

    private static @Nullable String text(Answers answers) {
        SnmpValue value = answers.values().get(NAME);
        return value == null ? answers.trouble() : value.asText(TextForm.UTF8);
    }
}
