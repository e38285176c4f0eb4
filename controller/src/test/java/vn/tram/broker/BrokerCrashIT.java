package vn.tram.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.wire.Topics;

class BrokerCrashIT {

    private static final Topics TOPICS = new Topics("");
    private static final String DEVICE = "hs-001";
    private static final int ROUNDS = 3;
    private static final int MESSAGES = 1500;
    private static final int WINDOW = 50;

    @TempDir
    private Path folder;

    /** The broker as a program of its own, which a test can kill. */
    public static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Broker broker = Broker.start(BrokerSettings.plain(Path.of(arguments[0]), 0, TOPICS));
            System.out.println("port " + broker.port());
            Thread.currentThread().join();
        }
    }

    @Test
    void what_it_acknowledged_before_kill_9_is_delivered_after_the_restart() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        Child broker = launch();
        try (TestClient device = new TestClient(broker.port(), DEVICE, null).connect()) {
            device.subscribe(TOPICS.device(DEVICE));
        }
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(publishAndKill(broker, "round " + round + " message "));
            broker = launch();
        }
        assertTrue(acknowledged.size() >= ROUNDS * WINDOW, () -> "acknowledged " + acknowledged.size());
        try (TestClient device = new TestClient(broker.port(), DEVICE, null).connect()) {
            Set<String> missing = new HashSet<>(acknowledged);
            String text = device.next();
            while (text != null && !missing.isEmpty()) {
                missing.remove(text);
                text = missing.isEmpty() ? null : device.next();
            }
            assertEquals(Set.of(), missing, "acknowledged and not delivered");
        } finally {
            broker.kill();
        }
    }

    /** Publishes for the absent device and kills the broker half-way; what it had acknowledged by then. */
    private static List<String> publishAndKill(Child broker, String label) throws Exception {
        List<String> texts = new ArrayList<>();
        List<IMqttToken> tokens = new ArrayList<>();
        TestClient controller = new TestClient(broker.port(), BrokerSettings.CONTROLLER, null).connect();
        try {
            for (int i = 0; i < MESSAGES; i++) {
                texts.add(label + i);
                tokens.add(controller.publishWithoutWaiting(TOPICS.device(DEVICE), label + i));
                if (i >= WINDOW) {
                    tokens.get(i - WINDOW).waitForCompletion(5_000);
                }
                if (i == MESSAGES / 2) {
                    broker.process().toHandle().destroyForcibly();
                }
            }
        } catch (MqttException e) {
            // The connection broke, as it must.
        } finally {
            controller.close();
        }
        broker.kill();
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isComplete() && tokens.get(i).getException() == null) {
                acknowledged.add(texts.get(i));
            }
        }
        return acknowledged;
    }

    private record Child(Process process, int port) {

        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Child launch() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(process, port(process));
    }

    private static int port(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("the broker's program ended without naming its port");
    }
}
