package vn.tram.simulator.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.broker.Broker;
import vn.tram.broker.BrokerSettings;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Topics;

/** A simulated device's session on the real broker: what its line's fate looks like to the controller. */
class HiveSessionIT {

    private static final String DEVICE = "wifi-0001.bac-ninh";

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    private final Topics topics = new Topics("bn");
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final List<MqttSession> sessions = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        broker = Broker.start(BrokerSettings.plain(folder, 0, topics));
        HiveSession controller = session(BrokerSettings.CONTROLLER, topics.allStatus(), null);
        controller.start(new Told(controller, ""));
        await().until(controller::isConnected);
    }

    @AfterEach
    void stop() {
        sessions.forEach(MqttSession::close);
        broker.close();
        executor.shutdownNow();
    }

    private HiveSession session(String clientId, String subscription, MqttOptions.@Nullable Will will) {
        MqttOptions options = new MqttOptions(
                URI.create("mqtt://127.0.0.1:" + broker.port()),
                clientId,
                List.of(subscription),
                will,
                null,
                KEEP_ALIVE,
                Duration.ofHours(1));
        HiveSession session = new HiveSession(options, null, executor);
        sessions.add(session);
        return session;
    }

    private HiveSession device() {
        HiveSession device =
                session(DEVICE, topics.device(DEVICE), new MqttOptions.Will(topics.status(DEVICE), Topics.OFFLINE));
        device.start(new Told(device, topics.status(DEVICE)));
        return device;
    }

    /** Says that it is online as an agent does, and writes down what it hears. */
    private final class Told implements MqttSession.Listener {
        private final MqttSession session;
        private final String status;

        Told(MqttSession session, String status) {
            this.session = session;
            this.status = status;
        }

        @Override
        public void connected(boolean sessionPresent) {
            if (!status.isEmpty()) {
                session.publish(status, Topics.ONLINE.getBytes(UTF_8), true);
            }
        }

        @Override
        public void disconnected(String reason) {}

        @Override
        public void arrived(String topic, byte[] payload) {
            heard.add(new String(payload, UTF_8));
        }
    }

    private void awaitHeard(String... texts) {
        await().untilAsserted(() -> assertEquals(List.of(texts), heard));
    }

    @Test
    void a_line_that_stays_cut_is_told_by_the_broker_once_and_a_mended_one_by_the_device() {
        HiveSession device = device();
        awaitHeard(Topics.ONLINE);
        device.cut();
        awaitHeard(Topics.ONLINE, Topics.OFFLINE);
        device.mend();
        awaitHeard(Topics.ONLINE, Topics.OFFLINE, Topics.ONLINE);
        device.cut();
        awaitHeard(Topics.ONLINE, Topics.OFFLINE, Topics.ONLINE, Topics.OFFLINE);
    }

    @Test
    void a_line_that_is_mended_soon_was_never_away_and_what_was_sent_meanwhile_arrives() throws Exception {
        HiveSession device = device();
        awaitHeard(Topics.ONLINE);
        device.cut();
        CompletionStage<Void> sent = device.publish(topics.status(DEVICE), "meanwhile".getBytes(UTF_8), true);
        await().during(1, TimeUnit.SECONDS)
                .atMost(2, TimeUnit.SECONDS)
                .until(() -> heard.equals(List.of(Topics.ONLINE)));
        device.mend();
        awaitHeard(Topics.ONLINE, "meanwhile");
        sent.toCompletableFuture().get(10, TimeUnit.SECONDS);
        await().during(KEEP_ALIVE.multipliedBy(2))
                .atMost(KEEP_ALIVE.multipliedBy(3))
                .until(() -> heard.equals(List.of(Topics.ONLINE, "meanwhile")));
        assertEquals(List.of(Topics.ONLINE, "meanwhile"), heard);
    }

    @Test
    void a_session_that_is_closed_has_no_last_will() {
        HiveSession device = device();
        awaitHeard(Topics.ONLINE);
        device.close();
        await().during(2, TimeUnit.SECONDS)
                .atMost(3, TimeUnit.SECONDS)
                .until(() -> heard.equals(List.of(Topics.ONLINE)));
        assertEquals(List.of(Topics.ONLINE), heard);
    }
}
