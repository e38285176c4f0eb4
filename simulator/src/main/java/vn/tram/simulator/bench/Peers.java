package vn.tram.simulator.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.tram.ca.Authority;
import vn.tram.identity.Credential;
import vn.tram.wire.Topics;

/**
 * What programs that do less weigh, in MB, on the same machine in the same minute, so that a figure can be read as a
 * ratio. NaN when the machine does not have the program.
 */
final class Peers {

    private static final Path MOSQUITTO = Path.of("/usr/bin/mosquitto_sub");
    private static final String IDLE =
            "public class Idle { public static void main(String[] arguments) throws Exception { System.in.read(); } }";
    private static final long SETTLE_MILLIS = 2_000;

    private Peers() {}

    /** A Java program that waits and does nothing else, with the flags of the agent's script. */
    static double idleJavaMb(Path folder) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        if (!Files.isExecutable(java.resolve("javac"))) {
            return Double.NaN;
        }
        Path source = Files.writeString(folder.resolve("Idle.java"), IDLE);
        new ProcessBuilder(java.resolve("javac").toString(), source.toString())
                .start()
                .waitFor();
        return weigh(List.of(
                java.resolve("java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms6m",
                "-Xmx24m",
                "-XX:-UsePerfData",
                "-cp",
                folder.toString(),
                "Idle"));
    }

    /** Mosquitto's client in C with a certificate of its own, subscribed to a device's topic. */
    static double mosquittoMb(Path folder, String endpoint, URI broker, Authority authority)
            throws IOException, GeneralSecurityException, InterruptedException {
        if (!Files.isExecutable(MOSQUITTO)) {
            return Double.NaN;
        }
        KeyPair keys = Credential.newKeys();
        Credential own = new Credential(keys.getPrivate(), authority.certifyDevice(endpoint, keys.getPublic()));
        Path key = Files.writeString(folder.resolve("key.pem"), Credential.keyPem(own.key()));
        Path chain = Files.writeString(folder.resolve("chain.pem"), Credential.chainPem(own.chain()));
        Path trusted = Files.writeString(folder.resolve("ca.pem"), Credential.chainPem(List.of(own.authority())));
        return weigh(List.of(
                MOSQUITTO.toString(),
                "-V",
                "mqttv5",
                "-h",
                String.valueOf(broker.getHost()),
                "-p",
                Integer.toString(broker.getPort()),
                "--key",
                key.toString(),
                "--cert",
                chain.toString(),
                "--cafile",
                trusted.toString(),
                "-i",
                endpoint,
                "-t",
                new Topics("").device(endpoint)));
    }

    /** Size of the files in a folder whose names end so. */
    static double sizeMb(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1e6;
        }
    }

    private static double weigh(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        try {
            return process.isAlive() ? new Processes(process.toHandle()).rssMb() : Double.NaN;
        } finally {
            process.destroy();
        }
    }
}
