package vn.tram.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.ca.Authority;
import vn.tram.identity.Credential;
import vn.tram.wire.Topics;

/** When a device's last will is published: once when its line is lost, and never when it is not (MQTT 5, 3.1.2.5). */
class LastWillIT {

    private static final String DEVICE = "hs-001.bac-ninh";
    private static final int IN_FLIGHT = 30;
    private static final int DEVICES = 20;

    /** Longer than any last will that is still to come may take once the line is known to be lost. */
    private static final long STILL_MILLIS = 2_500;

    /** Longer than it takes the broker to look for last wills to publish once more. */
    private static final long AGAIN_MILLIS = 1_000;

    /** How often the broker looks for silent lines, with room for a slow machine. */
    private static final Duration LOOK = Duration.ofSeconds(6);

    private final Topics topics = new Topics("bn");

    @TempDir
    private Path folder;

    private Authority authority;
    private Broker broker;
    private TestClient controller;

    @BeforeEach
    void start() throws Exception {
        authority = Authority.open(folder.resolve("ca"), "ca", InstantSource.system());
        Credential own = authority.certifyController("controller", List.of("localhost"));
        broker = Broker.start(BrokerSettings.secure(folder.resolve("broker"), "127.0.0.1", 0, topics, own));
        controller = controller("controller");
        controller.subscribe(topics.allStatus());
    }

    @AfterEach
    void stop() throws MqttException {
        controller.close();
        broker.close();
    }

    private TestClient controller(String clientId) throws GeneralSecurityException, MqttException {
        Credential credential = authority.certifyController("controller", List.of("localhost"));
        return new TestClient(broker.port(), clientId, credential.tls()).connect();
    }

    private RawMqtt.Dial device(String endpoint) throws GeneralSecurityException {
        KeyPair keys = Credential.newKeys();
        SSLContext tls = new Credential(keys.getPrivate(), authority.certifyDevice(endpoint, keys.getPublic())).tls();
        return new RawMqtt.Dial(broker.port(), tls, endpoint)
                .will(topics.status(endpoint), Topics.OFFLINE + " " + endpoint);
    }

    private void assertLastWillOnce(String endpoint) throws Exception {
        assertEquals(Topics.OFFLINE + " " + endpoint, controller.next());
        assertNull(controller.next(AGAIN_MILLIS), "once");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3600})
    void a_line_that_ends_without_a_word_leaves_the_last_will_once(long sessionSeconds) throws Exception {
        device(DEVICE)
                .sessionExpiry(Duration.ofSeconds(sessionSeconds))
                .connect()
                .close();
        assertLastWillOnce(DEVICE);
    }

    @Test
    void lines_that_are_reset_with_publications_in_flight_leave_each_last_will_once() throws Exception {
        List<RawMqtt> lines = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            String endpoint = "hs-" + i;
            RawMqtt line = device(endpoint).connect();
            line.retain(topics.status(endpoint), Topics.ONLINE);
            lines.add(line);
        }
        for (int i = 0; i < DEVICES; i++) {
            for (int n = 0; n < IN_FLIGHT; n++) {
                lines.get(i).publish(topics.device("hs-" + i), "report " + n);
            }
            lines.get(i).reset();
        }
        TreeMap<String, Integer> wills = new TreeMap<>();
        String text = controller.next();
        while (text != null) {
            if (!text.equals(Topics.ONLINE)) {
                wills.merge(text, 1, Integer::sum);
            }
            text = controller.next(STILL_MILLIS);
        }
        TreeMap<String, Integer> expected = new TreeMap<>();
        for (int i = 0; i < DEVICES; i++) {
            expected.put(Topics.OFFLINE + " hs-" + i, 1);
        }
        assertEquals(expected, wills);
    }

    @Test
    void a_device_that_falls_silent_is_given_up_after_one_and_a_half_keep_alives() throws Exception {
        Duration keepAlive = Duration.ofSeconds(2);
        long start = System.nanoTime();
        try (RawMqtt silent = device(DEVICE).keepAlive(keepAlive).connect()) {
            assertLastWillOnce(DEVICE);
            Duration took = Duration.ofNanos(System.nanoTime() - start).minusMillis(AGAIN_MILLIS);
            assertTrue(took.toMillis() >= keepAlive.toMillis() * 3 / 2, () -> "not before, was after " + took);
            assertTrue(took.toMillis() < keepAlive.toMillis() * 3 / 2 + LOOK.toMillis(), () -> "after " + took);
        }
    }

    @Test
    void a_device_that_asks_for_its_last_will_when_it_disconnects_gets_it() throws Exception {
        try (RawMqtt line = device(DEVICE).connect()) {
            line.publish(topics.device(DEVICE), "before");
            line.acknowledged();
            line.disconnect(RawMqtt.WITH_WILL);
            assertLastWillOnce(DEVICE);
        }
    }

    @Test
    void a_device_that_disconnects_in_order_has_no_last_will() throws Exception {
        try (RawMqtt line = device(DEVICE).connect()) {
            line.disconnect(RawMqtt.NORMAL);
            assertNull(controller.next(STILL_MILLIS));
        }
    }

    @Test
    void a_session_that_is_taken_over_goes_on_without_a_last_will_and_leaves_one_when_it_is_lost_later()
            throws Exception {
        RawMqtt.Dial dial = device(DEVICE);
        try (RawMqtt before = dial.connect();
                RawMqtt now = dial.connect()) {
            assertEquals(RawMqtt.TAKEN_OVER, before.disconnected());
            now.retain(topics.status(DEVICE), Topics.ONLINE);
            assertEquals(Topics.ONLINE, controller.next());
            assertNull(controller.next(STILL_MILLIS), "the device is here");

            now.reset();
            assertLastWillOnce(DEVICE);
        }
    }

    @Test
    void a_device_that_is_back_at_once_was_never_away() throws Exception {
        RawMqtt.Dial dial = device(DEVICE);
        dial.connect().reset();
        try (RawMqtt back = dial.connect()) {
            assertNull(controller.next(STILL_MILLIS), "the device is here");
            back.reset();
            assertLastWillOnce(DEVICE);
        }
    }

    @Test
    void a_last_will_is_there_for_a_controller_that_comes_later_until_the_device_is_back() throws Exception {
        device(DEVICE).connect().reset();
        assertLastWillOnce(DEVICE);
        try (TestClient later = controller("controller-2")) {
            later.subscribe(topics.allStatus());
            assertEquals(Topics.OFFLINE + " " + DEVICE, later.next(), "retained");
        }
        try (RawMqtt back = device(DEVICE).connect()) {
            back.retain(topics.status(DEVICE), Topics.ONLINE);
            assertEquals(Topics.ONLINE, controller.next());
            assertNull(controller.next(STILL_MILLIS), "the old last will is spent");
            back.close();
            assertLastWillOnce(DEVICE);
        }
    }

    @Test
    void after_a_restart_nobody_is_said_to_be_online_who_has_not_come_back() throws Exception {
        RawMqtt gone = device(DEVICE).connect();
        gone.retain(topics.status(DEVICE), Topics.ONLINE);
        RawMqtt before = device("hs-002.bac-ninh").connect();
        before.retain(topics.status("hs-002.bac-ninh"), Topics.ONLINE);
        device("hs-003.bac-ninh").connect().reset();
        for (String said : List.of(Topics.ONLINE, Topics.ONLINE, Topics.OFFLINE + " hs-003.bac-ninh")) {
            assertEquals(said, controller.next());
        }
        stop();
        start();
        try (RawMqtt back = device("hs-002.bac-ninh").connect()) {
            back.retain(topics.status("hs-002.bac-ninh"), Topics.ONLINE);
            Set<String> heard = new HashSet<>();
            heard.add(String.valueOf(controller.next()));
            heard.add(String.valueOf(controller.next()));
            assertEquals(Set.of(Topics.ONLINE, Topics.OFFLINE + " hs-003.bac-ninh"), heard);
            assertNull(controller.next(STILL_MILLIS), "of the one that is gone nothing is known");
        }
        gone.close();
        before.close();
    }
}
