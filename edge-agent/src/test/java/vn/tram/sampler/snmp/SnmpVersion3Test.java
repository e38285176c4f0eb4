package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OctetString;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource.TextForm;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.SnmpAccess.Auth;
import vn.tram.sampler.snmp.SnmpAccess.AuthProtocol;
import vn.tram.sampler.snmp.SnmpAccess.Privacy;
import vn.tram.sampler.snmp.SnmpAccess.PrivacyProtocol;
import vn.tram.sampler.snmp.SnmpSource.Answers;

class SnmpVersion3Test {

    private static final Oid NAME = Oid.of("1.3.6.1.2.1.1.5.0");
    private static final String ENGINE = "80001f8880aabbcc01";

    private final SnmpTransport transport = SnmpTransport.open();
    private final List<FakeAgent> agents = new ArrayList<>();

    SnmpVersion3Test() throws IOException {}

    @AfterEach
    void close() throws IOException {
        transport.close();
        for (FakeAgent agent : agents) {
            agent.close();
        }
    }

    @Test
    void two_devices_that_share_an_engine_id_are_both_heard_whatever_their_boots() throws IOException {
        SnmpDevice first = device(agent("first", ENGINE, 900), user("password", "password", ""));
        SnmpDevice second = device(agent("second", ENGINE, 3), user("password", "password", ""));

        for (int round = 0; round < 3; round++) {
            assertEquals("first", name(first));
            assertEquals("second", name(second));
        }
        assertEquals(0, transport.counts().failures());
    }

    @Test
    void a_device_that_started_again_is_heard_again() throws IOException {
        FakeAgent agent = agent("box", ENGINE, 5);
        SnmpDevice device = device(agent, user("password", "password", ""));
        assertEquals("box", name(device));

        agent.becomes(ENGINE, 6);

        assertEquals("box", name(device));
    }

    @Test
    void another_device_in_the_place_of_the_first_is_heard_in_the_round_after() throws IOException {
        FakeAgent agent = agent("box", ENGINE, 5);
        SnmpDevice device = device(agent, user("password", "password", ""));
        assertEquals("box", name(device));

        agent.becomes("80001f8880ddeeff02", 1);

        assertFalse(device.get(List.of(NAME)).join().reached());
        assertEquals("box", name(device));
    }

    @Test
    void a_device_whose_boots_are_counted_anew_is_heard_in_the_round_after() throws IOException {
        FakeAgent agent = agent("box", ENGINE, 500);
        SnmpDevice device = device(agent, user("password", "password", ""));
        assertEquals("box", name(device));

        agent.becomes(ENGINE, 1);

        assertFalse(device.get(List.of(NAME)).join().reached());
        assertEquals("box", name(device));
    }

    @Test
    void a_wrong_password_is_told_as_the_device_tells_it() throws IOException {
        Answers answers = device(agent("box", ENGINE, 5), user("wrong-password", "password", ""))
                .get(List.of(NAME))
                .join();

        assertFalse(answers.reached());
        assertTrue(answers.trouble().contains("the password of auth is wrong"), answers.trouble());
        assertEquals(1, transport.counts().errors());
    }

    @Test
    void an_unknown_user_is_told_as_the_device_tells_it() throws IOException {
        SnmpAccess.User stranger = new SnmpAccess.User("stranger", null, null, "", "");

        Answers answers =
                device(agent("box", ENGINE, 5), stranger).get(List.of(NAME)).join();

        assertFalse(answers.reached());
        assertTrue(answers.trouble().contains("it does not know the user"), answers.trouble());
    }

    @Test
    void an_engine_that_must_be_another_one_is_not_believed() throws IOException {
        Answers answers = device(agent("box", ENGINE, 5), user("password", "password", "80001f888011223344"))
                .get(List.of(NAME))
                .join();

        assertFalse(answers.reached());
    }

    @Test
    void one_device_is_asked_by_community_and_by_user_over_one_socket() throws IOException {
        FakeAgent agent = agent("box", ENGINE, 5);
        SnmpDevice byUser = device(agent, user("password", "password", ""));
        SnmpDevice byCommunity = transport.device(agent.address(), new Secret("right"));

        assertEquals("box", name(byUser));
        assertEquals("box", name(byCommunity));
    }

    @Test
    void a_hundred_devices_need_no_more_threads_than_one() throws IOException {
        assertEquals("box", name(device(agent("box", ENGINE, 5), user("password", "password", ""))));
        int before = ours();
        for (int i = 0; i < 100; i++) {
            transport.device(new InetSocketAddress("127.0.1." + (i + 1), 161), user("password", "password", ""));
        }

        assertEquals(before, ours());
    }

    private static int ours() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("snmp time-outs")
                        || thread.getName().contains("Timer"))
                .count();
    }

    private FakeAgent agent(String name, String engineId, int boots) throws IOException {
        FakeAgent agent = new FakeAgent(engineId, boots).with(NAME.toString(), new OctetString(name));
        agents.add(agent);
        return agent;
    }

    private SnmpDevice device(FakeAgent agent, SnmpAccess access) {
        return transport.device(agent.address(), access);
    }

    private static SnmpAccess.User user(String auth, String privacy, String engineId) {
        return new SnmpAccess.User(
                "user",
                new Auth(AuthProtocol.SHA_256, new Secret(auth)),
                new Privacy(PrivacyProtocol.AES_128, new Secret(privacy)),
                "",
                engineId);
    }

    private static @Nullable String name(SnmpDevice device) {
        Answers answers = device.get(List.of(NAME)).join();
        assertEquals("", answers.trouble());
        return Objects.requireNonNull(answers.values().get(NAME)).asText(TextForm.UTF8);
    }
}
