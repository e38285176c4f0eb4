package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.access.PortalOption;
import vn.tram.platform.DhcpOptions;

/** A real dnsmasq with the configuration that we write, and a real DHCP client on the hotspot's network. */
class PortalOptionIT {

    private static final String URI = "https://wifi.bacninh.example:8443/api/capport";

    @TempDir
    Path folder;

    private final List<Process> running = new ArrayList<>();
    private Namespace router;
    private Namespace client;

    @BeforeEach
    void a_router_and_a_client_on_one_cable() throws Exception {
        Assumptions.assumeTrue(isThere("dnsmasq") && isThere("dhclient"), "needs dnsmasq and isc-dhcp-client");
        router = Namespace.create("r");
        client = Namespace.create("c");
        router.ip("link", "add", "wifi", "type", "veth", "peer", "name", "radio", "netns", client.name);
        // Addresses of our own choice at once: the kernel's would be tentative for a second, and dhclient gives up on
        // them.
        router.ip("link", "set", "wifi", "addrgenmode", "none");
        client.ip("link", "set", "radio", "addrgenmode", "none");
        router.ip("addr", "add", "fe80::1/64", "dev", "wifi", "nodad");
        client.ip("addr", "add", "fe80::2/64", "dev", "radio", "nodad");
        router.ip("addr", "add", "198.51.100.1/24", "dev", "wifi");
        router.ip("addr", "add", "fd00:77::1/64", "dev", "wifi", "nodad");
        router.ip("link", "set", "wifi", "up");
        client.ip("link", "set", "radio", "up");
    }

    @AfterEach
    void tidy_up() throws Exception {
        running.forEach(Process::destroyForcibly);
        for (Process process : running) {
            process.waitFor(5, TimeUnit.SECONDS);
        }
        for (Namespace each : new Namespace[] {client, router}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void a_client_is_told_where_the_api_is() throws Exception {
        serve(new PortalOption(URI));

        assertEquals(URI, told("-4", "also request default-url;", "default-url"));
        assertEquals(
                URI,
                told(
                        "-6",
                        "option dhcp6.captive-portal code 103 = text;\nalso request dhcp6.captive-portal;",
                        "dhcp6.captive-portal"));
    }

    @Test
    void a_client_of_a_network_without_a_portal_is_told_that() throws Exception {
        serve(PortalOption.unrestricted());

        assertEquals(PortalOption.UNRESTRICTED, told("-4", "also request default-url;", "default-url"));
    }

    @Test
    void what_is_withdrawn_is_told_no_more_and_a_process_that_is_not_dnsmasq_is_left_alone() throws Exception {
        Path pid = folder.resolve("pid");
        DhcpOptions options = new DhcpOptions(folder.resolve("options"), pid);
        Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
        IOException refused = assertThrows(IOException.class, () -> options.announce(new PortalOption(URI)));
        assertTrue(String.valueOf(refused.getMessage()).contains("must hold the process id of dnsmasq"));
        Files.delete(pid);
        serve("dhcp-optsfile=" + folder.resolve("options") + "\n");
        await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        options.announce(new PortalOption(URI));
        assertEquals(URI, told("-4", "also request default-url;", "default-url"));

        options.announce(null);

        Files.delete(folder.resolve("client-4"));
        assertEquals("nothing", told("-4", "also request default-url;", "default-url"));
    }

    private void serve(PortalOption option) throws IOException {
        serve(option.dnsmasq());
    }

    private void serve(String settings) throws IOException {
        Path configuration = Files.writeString(folder.resolve("dnsmasq.conf"), settings + """
                        port=0
                        no-ping
                        enable-ra
                        dhcp-authoritative
                        dhcp-range=198.51.100.10,198.51.100.20,1h
                        dhcp-range=fd00:77::10,fd00:77::20,1h
                        """);
        start(
                router,
                "dnsmasq",
                "-k",
                "-C",
                configuration.toString(),
                "--interface=wifi",
                "--bind-interfaces",
                "--user=root",
                "--pid-file=" + folder.resolve("pid"),
                "--dhcp-leasefile=" + folder.resolve("leases"));
    }

    /** What the client's lease says of {@code option}. */
    private String told(String family, String settings, String option) throws Exception {
        Path leases = Files.createFile(folder.resolve("client" + family));
        Path script = Files.writeString(folder.resolve("script" + family), "#!/bin/sh\n");
        assertTrue(script.toFile().setExecutable(true));
        Process dhclient = start(
                client,
                "dhclient",
                family,
                "-1",
                "-d",
                "-cf",
                Files.writeString(folder.resolve("conf" + family), settings + "\ninitial-interval 1;\n")
                        .toString(),
                "-lf",
                leases.toString(),
                "-pf",
                folder.resolve("pid" + family).toString(),
                "-sf",
                script.toString(),
                "radio");
        await().atMost(15, TimeUnit.SECONDS)
                .until(() -> Files.readString(leases).endsWith("\n}\n") || !dhclient.isAlive());
        dhclient.destroy();
        dhclient.waitFor();
        return Files.readString(leases)
                .lines()
                .filter(line -> line.contains("option " + option + " "))
                .map(line -> line.replaceAll(".*\"(.*)\";", "$1"))
                .findFirst()
                .orElse("nothing");
    }

    private Process start(Namespace where, String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", where.name));
        whole.addAll(List.of(command));
        Process process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log-" + running.size()).toFile())
                .start();
        running.add(process);
        return process;
    }

    private static boolean isThere(String program) {
        return Files.isExecutable(Path.of("/usr/sbin", program)) || Files.isExecutable(Path.of("/sbin", program));
    }
}
