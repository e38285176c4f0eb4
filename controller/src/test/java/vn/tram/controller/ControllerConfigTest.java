package vn.tram.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.profiles.file.BadFileException;

class ControllerConfigTest {

    @TempDir
    Path folder;

    private ControllerConfig read(String yaml) throws IOException, BadFileException {
        Path file = folder.resolve("controller.yaml");
        Files.writeString(file, yaml);
        return ControllerConfig.read(file);
    }

    @Test
    void an_empty_file_is_a_controller_for_this_machine_whose_data_is_beside_it() throws Exception {
        ControllerConfig config = read("data: data\n");
        assertEquals(folder.resolve("data"), config.data());
        assertEquals("127.0.0.1", config.web().getHostString());
        assertEquals(ControllerConfig.WEB_PORT, config.web().getPort());
        assertEquals(ControllerConfig.DEVICES_PORT, config.devices().getPort());
        assertEquals(ControllerConfig.BROKER_PORT, config.broker().getPort());
        assertEquals(List.of("localhost"), config.names());
    }

    @Test
    void beyond_this_machine_the_file_says_what_to_call_it_unless_the_address_does() throws Exception {
        assertEquals(
                List.of("192.0.2.7"),
                read("web: {listen: \"192.0.2.7:8080\"}\n").names());
        assertEquals(
                List.of("noc.example.vn", "2001:db8::1"),
                read("names: [NOC.example.vn, \"2001:db8::1\"]\nweb: {listen: \"[::]:8080\"}\n")
                        .names());
        BadFileException nameless =
                assertThrows(BadFileException.class, () -> read("web: {listen: \"0.0.0.0:8080\"}\n"));
        assertEquals(
                folder
                        + "/controller.yaml:1: names: must say how browsers and devices call this machine when web.listen"
                        + " is every address of it, such as [noc.example.vn] or [192.168.1.5]",
                nameless.getMessage());
    }

    @Test
    void every_mistake_is_named_at_once_with_its_line_its_rule_and_its_value() {
        BadFileException mistakes = assertThrows(
                BadFileException.class,
                () -> read(
                        "names: [\"https://noc.example.vn:8080\"]\nweb: {lisen: \"0.0.0.0:8080\"}\nmqtt: {uri: 7}\n"));
        String file = folder + "/controller.yaml:";
        assertEquals(
                List.of(
                        file + "1: names: must be host names or IP addresses, without port,"
                                + " was \"https://noc.example.vn:8080\"",
                        file + "2: web.lisen: is not a known key; did you mean \"listen\"?",
                        file + "3: mqtt.uri: must be an address such as mqtt://host, was \"7\""),
                mistakes.getMessage().lines().toList());
    }
}
