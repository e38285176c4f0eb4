package vn.tram.broker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.ca.Authority;
import vn.tram.identity.Credential;
import vn.tram.wire.Topics;

class BrokerIT {

    private static final String DEVICE = "hs-001.bac-ninh";
    private static final String OTHER = "hs-002";
    private static final long SHORT_MILLIS = 300;
    private static final int IN_FLIGHT = 6;

    private final Topics topics = new Topics("bn");

    @TempDir
    private Path folder;

    private Authority authority;
    private Broker broker;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        authority = authority("ca");
        Credential own = authority.certifyController("controller", List.of("localhost"));
        broker = Broker.start(BrokerSettings.secure(folder.resolve("broker"), "127.0.0.1", 0, topics, own));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Authority authority(String name) throws IOException, GeneralSecurityException {
        return Authority.open(folder.resolve(name), name, InstantSource.system());
    }

    private static SSLContext device(Authority authority, String endpoint) throws GeneralSecurityException {
        KeyPair keys = Credential.newKeys();
        return new Credential(keys.getPrivate(), authority.certifyDevice(endpoint, keys.getPublic())).tls();
    }

    private TestClient device(String endpoint) throws GeneralSecurityException, MqttException {
        return new TestClient(broker.port(), endpoint, device(authority, endpoint));
    }

    private TestClient controller() throws GeneralSecurityException, MqttException {
        Credential credential = authority.certifyController("controller", List.of("localhost"));
        return new TestClient(broker.port(), "controller", credential.tls());
    }

    private long count(String name) {
        return broker.counters().getOrDefault(name, -1L);
    }

    @Test
    void a_device_and_the_controller_talk_on_the_devices_topic() throws Exception {
        try (TestClient controller = controller().connect();
                TestClient device = device(DEVICE).connect()) {
            controller.subscribe(topics.allDevices());
            device.subscribe(topics.device(DEVICE));

            device.publish(topics.device(DEVICE), "up");
            assertEquals("up", controller.next());

            controller.publish(topics.device(DEVICE), "down");
            assertEquals("down", device.next(), "and not its own");
            assertNull(controller.next(SHORT_MILLIS), "nor the controller its own");
            await().untilAsserted(() -> assertEquals(0, count("messages_waiting"), "nothing is kept for anybody"));
        }
    }

    @Test
    void what_a_device_publishes_arrives_in_order() throws Exception {
        try (TestClient controller = controller().connect();
                TestClient device = device(DEVICE).connect()) {
            controller.subscribe(topics.allDevices());
            List<String> numbers =
                    IntStream.range(0, 600).mapToObj(Integer::toString).toList();
            List<String> arrived = new ArrayList<>();
            for (int start = 0; start < numbers.size(); start += IN_FLIGHT) {
                for (String number : numbers.subList(start, start + IN_FLIGHT)) {
                    device.publishWithoutWaiting(topics.device(DEVICE), number);
                }
                while (arrived.size() < start + IN_FLIGHT) {
                    arrived.add(controller.next());
                }
            }
            assertEquals(numbers, arrived);
        }
    }

    @Test
    void a_device_can_neither_write_nor_read_anothers_topics() throws Exception {
        try (TestClient controller = controller().connect();
                TestClient other = device(OTHER).connect()) {
            controller.subscribe(topics.allStatus());
            other.subscribe(topics.device(OTHER));
            for (String topic : List.of(
                    topics.device(OTHER),
                    topics.status(OTHER),
                    "lwm2m/rd/" + DEVICE,
                    "elsewhere",
                    "bn/lwm2m/bs/" + DEVICE)) {
                try (TestClient device = device(DEVICE).connect()) {
                    assertThrows(MqttException.class, () -> device.publish(topic, "forged"), topic);
                }
            }
            for (String filter : List.of(
                    topics.device(OTHER),
                    topics.allDevices(),
                    topics.allStatus(),
                    "#",
                    "+/#",
                    "bn/#",
                    "bn/lwm2m/rd/#",
                    "$share/g/" + topics.device(OTHER),
                    "$SYS/#",
                    topics.status(DEVICE))) {
                try (TestClient device = device(DEVICE).connect()) {
                    assertThrows(MqttException.class, () -> device.subscribe(filter), filter);
                    controller.publish(topics.device(OTHER), "for the other");
                    assertEquals("for the other", other.next());
                    assertNull(device.next(SHORT_MILLIS / 10), filter);
                }
            }
            assertNull(controller.next(SHORT_MILLIS), "nothing forged came through");
            assertNull(other.next(SHORT_MILLIS), "nothing forged came through");
            assertTrue(count("refused_topic") >= 15, () -> "refused " + count("refused_topic"));
        }
    }

    @Test
    void a_device_cannot_open_a_session_under_anothers_name_nor_push_it_out() throws Exception {
        try (TestClient other = device(OTHER).connect();
                TestClient controller = controller().connect()) {
            controller.subscribe(topics.allDevices());
            TestClient thief = new TestClient(broker.port(), OTHER, device(authority, DEVICE));
            assertThrows(MqttException.class, thief::connect);
            thief.close();
            assertEquals(1, count("refused_identity"));
            other.publish(topics.device(OTHER), "still here");
            assertEquals("still here", controller.next());
        }
    }

    @Test
    void a_device_cannot_leave_its_last_will_on_anothers_topic() throws Exception {
        TestClient device = device(DEVICE).withWill(topics.status(OTHER), Topics.OFFLINE);
        assertThrows(MqttException.class, device::connect);
        device.close();
        assertEquals(1, count("refused_identity"));
    }

    @Test
    void nobody_comes_in_with_a_certificate_of_another_authority_or_of_another_organisation_or_none() throws Exception {
        SSLContext foreign = device(authority("foreign"), DEVICE);
        TestClient stranger = new TestClient(broker.port(), DEVICE, foreign);
        assertThrows(MqttException.class, stranger::connect);
        stranger.close();

        SSLContext none = SSLContext.getInstance("TLS");
        none.init(null, TrustEverybody.MANAGERS, null);
        TestClient anonymous = new TestClient(broker.port(), DEVICE, none);
        assertThrows(MqttException.class, anonymous::connect);
        anonymous.close();

        TestClient plain = new TestClient(broker.port(), DEVICE, null);
        assertThrows(MqttException.class, plain::connect);
        plain.close();
        assertEquals(0, count("connections"));
    }

    @Test
    void a_message_of_ten_megabytes_is_refused_and_counted_and_others_are_not_disturbed() throws Exception {
        try (TestClient controller = controller().connect();
                TestClient other = device(OTHER).connect();
                TestClient device = device(DEVICE).connect()) {
            controller.subscribe(topics.allDevices());
            device.publish(topics.device(DEVICE), new byte[BrokerSettings.MAX_MESSAGE_BYTES - 1024]);
            assertEquals(
                    BrokerSettings.MAX_MESSAGE_BYTES - 1024,
                    String.valueOf(controller.next()).length());

            assertThrows(MqttException.class, () -> device.publish(topics.device(DEVICE), new byte[10 << 20]));

            other.publish(topics.device(OTHER), "undisturbed");
            assertEquals("undisturbed", controller.next());
        }
        assertEquals(1, count("refused_size"));
        try (TestClient again = device(DEVICE).connect()) {
            again.publish(topics.device(DEVICE), "back");
        }
    }

    @Test
    void what_is_queued_for_an_absent_device_is_delivered_when_it_comes_back_after_a_restart() throws Exception {
        try (TestClient device = device(DEVICE).connect()) {
            device.subscribe(topics.device(DEVICE));
        }
        try (TestClient controller = controller().connect()) {
            controller.publish(topics.device(DEVICE), "while you were away");
        }
        broker.close();
        Credential own = authority.certifyController("controller", List.of("localhost"));
        broker = Broker.start(BrokerSettings.secure(folder.resolve("broker"), "127.0.0.1", 0, topics, own));
        try (TestClient device = device(DEVICE).connect()) {
            assertEquals("while you were away", device.next());
        }
    }

    @Test
    void it_starts_and_stops_within_three_seconds_and_takes_little_disk() throws Exception {
        broker.close();
        Instant before = Instant.now();
        broker = Broker.start(BrokerSettings.plain(folder.resolve("second"), 0, topics));
        broker.close();
        Duration took = Duration.between(before, Instant.now());
        assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, () -> "took " + took);
        try (Stream<Path> files = Files.walk(folder.resolve("second"))) {
            long bytes = files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
            assertTrue(bytes < 16 << 20, () -> "takes " + bytes + " bytes");
        }
    }

    @Test
    void a_taken_port_and_a_folder_in_use_are_named() {
        int taken = broker.port();
        IOException port = assertThrows(
                IOException.class, () -> Broker.start(BrokerSettings.plain(folder.resolve("other"), taken, topics)));
        assertTrue(String.valueOf(port.getMessage()).contains(":" + taken), port.getMessage());
        IOException used = assertThrows(
                IOException.class, () -> Broker.start(BrokerSettings.plain(folder.resolve("broker"), 0, topics)));
        assertTrue(
                String.valueOf(used.getMessage())
                        .contains(folder.resolve("broker").toString()),
                used.getMessage());
    }

    @Test
    void without_tls_it_listens_on_loopback_only() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BrokerSettings(
                        folder, "0.0.0.0", 0, topics, null, 10, 1024, BrokerSettings.MAX_SESSION_EXPIRY));
    }
}
