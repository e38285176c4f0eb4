package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {

    private static final String CLAIM = "https://noc:8443/enrol#" + "s".repeat(22) + "." + "f".repeat(43);

    @TempDir
    Path folder;

    @Test
    void a_claim_and_a_name_are_enough_and_later_starts_need_neither() throws Exception {
        String data = folder.resolve("data").toString();
        AgentConfig first =
                Objects.requireNonNull(Arguments.config("--claim", CLAIM, "--endpoint", "bn-cp-001", "--data", data));
        assertEquals("bn-cp-001", first.endpoint());
        assertEquals(URI.create("https://noc:8443/"), first.controller());
        assertEquals(URI.create("mqtts://noc:8883"), first.broker());
        assertEquals(folder.resolve("data"), first.data().normalize());

        assertEquals(first, Arguments.config("--data", data));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/agent.yaml"))));
    }

    @Test
    void a_claim_also_says_where_the_broker_is_when_that_could_not_be_guessed() throws Exception {
        String claim = CLAIM.replace("#", "?broker=mqtts://mq:8884&prefix=bn/1#");
        String data = folder.resolve("data").toString();
        AgentConfig config =
                Objects.requireNonNull(Arguments.config("--claim", claim, "--endpoint", "bn-cp-001", "--data", data));
        assertEquals(URI.create("https://noc:8443/"), config.controller());
        assertEquals(URI.create("mqtts://mq:8884"), config.broker());
        assertEquals("bn/1", config.prefix());
    }

    @Test
    void help_is_no_settings() throws Exception {
        assertNull(Arguments.config("--help"));
    }

    @Test
    void wrong_usage_says_what_is_wrong() throws Exception {
        refused(
                "argument: must be one of [--claim, --config, --data, --endpoint] or --help, was --verbose",
                "--verbose");
        refused("--config: must be followed by a value", "--config");
        refused("--config: must stand alone, for the file says the rest", "--config", "a", "--data", "b");
        refused("settings: must be a file that exists, was " + folder + "/none", "--config", folder + "/none");
        refused("--claim: must be https://HOST:PORT/enrol#SECRET.FINGERPRINT, was [redacted]", "--claim", "secret");
        Path typo = folder.resolve("typo.yaml");
        Files.writeString(typo, "endpoint: a\nbroker: mqtt://b\nintervall: 1s\n");
        String message = String.valueOf(
                assertThrows(Arguments.UsageException.class, () -> Arguments.config("--config", typo.toString()))
                        .getMessage());
        assertEquals(0, message.indexOf(typo + ":3: intervall: "), message);
    }

    private static void refused(String message, String... arguments) {
        assertEquals(
                message,
                assertThrows(Arguments.UsageException.class, () -> Arguments.config(arguments))
                        .getMessage());
    }
}
