package vn.tram.controller;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObstaclesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"web.listen, 0", "devices.listen, 1", "devices.broker, 2"})
    void a_port_that_is_taken_is_named_by_its_setting(String setting, int which) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int[] ports = {0, 0, 0};
            ports[which] = other.getLocalPort();
            ControllerConfig config = ControllerConfig.loopback(folder, ports[0], ports[1], ports[2]);
            Obstacle obstacle = assertThrows(Obstacle.class, () -> Obstacles.check(config));
            assertEquals(
                    setting + ": 127.0.0.1:" + other.getLocalPort()
                            + " is taken by another program, or cannot be listened on here (Address already in use);"
                            + " choose another one in the settings",
                    obstacle.getMessage());
        }
    }

    @Test
    void two_settings_with_one_port_are_an_obstacle_too() throws IOException {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = probe.getLocalPort();
        }
        int twice = port;
        Obstacle obstacle =
                assertThrows(Obstacle.class, () -> Obstacles.check(ControllerConfig.loopback(folder, twice, 0, twice)));
        assertTrue(String.valueOf(obstacle.getMessage()).startsWith("devices.broker: 127.0.0.1:" + port));
        assertDoesNotThrow(() -> Obstacles.check(ControllerConfig.loopback(folder, twice, 0, 0)));
    }

    @Test
    void a_data_folder_that_cannot_be_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Obstacle isFile = assertThrows(Obstacle.class, () -> Obstacles.check(ControllerConfig.loopback(file, 0, 0, 0)));
        assertEquals("data: " + file + " must be a folder, is a file", isFile.getMessage());
    }

    @Test
    void the_program_says_it_in_one_sentence_and_by_its_exit_code() throws IOException {
        Path settings = folder.resolve("controller.yaml");
        assertEquals(
                "2 tram-controller: settings " + settings + ": must be a file that can be read; there is none\n",
                said("--config", settings.toString()));
        assertEquals(
                "2 tram-controller: settings " + folder + ": must be a file that can be read; Is a directory\n",
                said("--config", folder.toString()));
        assertEquals(
                "2 tram-controller: usage: tram-controller --config FILE [--change-content-key]\n", said("--confg"));
        Files.writeString(settings, "dta: data\n");
        assertEquals(
                "2 " + settings + ":1: dta: is not a known key; did you mean \"data\"?\n",
                said("--config", settings.toString()));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(settings, "web: {listen: \"127.0.0.1:" + other.getLocalPort() + "\"}\n");
            String said = said("--config", settings.toString());
            assertTrue(said.startsWith("3 tram-controller: web.listen: 127.0.0.1:"), said);
            assertEquals(1, said.lines().count(), said);
        }
    }

    /** The exit code, and everything that was written to standard error. */
    private static String said(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = ControllerMain.run(
                arguments,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return code + " " + err.toString(StandardCharsets.UTF_8);
    }
}
