package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import vn.tram.controller.Controller;
import vn.tram.controller.ControllerConfig;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.people.Role;
import vn.tram.profiles.file.BadFileException;
import vn.tram.web.account.Accounts;

/**
 * What the agent costs a device: the built program by its own start script, with uplink, SNMP and portal, against a
 * controller in this process over mutual TLS. It is started some times, since the first start makes what later ones use.
 */
public final class AgentBench {

    private static final String ENDPOINT = "bench-agent";
    private static final String USER = "bench";
    private static final String PEER = "bench-peer";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STARTS = 5;
    private static final int ARCHIVE_AFTER_SECONDS = 10;
    private static final long LOOK_MILLIS = 5;
    private static final long SETTLE_MILLIS = 2_000;

    private final Plan plan;
    private final Controller controller;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /**
     * What to do.
     *
     * @param folder for all data; should be empty
     * @param home of the project, where the built agent is
     * @param time how long the second start reports before it is weighed
     */
    public record Plan(Path folder, Path home, Duration time) {}

    /**
     * What was seen.
     *
     * @param snmp which SNMP agent was asked, or {@code none}
     * @param rssMb resident memory, with what it shares with files
     * @param anonymousMb resident memory that no file backs
     * @param registeredMillis from the start of the script until the controller showed the node as registered, the
     *     median of some starts with the archive
     * @param startCpuMillis what such a start took of all cores until then, which other programs do not change
     * @param firstRegisteredMillis the same at the very first start, with enrolment
     * @param classPathMb size of the jars
     * @param archiveMb size of the archive of classes
     * @param cpuPercent of one core, while it reported
     * @param idleJavaMb RSS of a Java program that does nothing
     * @param mosquittoMb RSS of Mosquitto's client with TLS
     */
    public record Result(
            String snmp,
            double rssMb,
            double anonymousMb,
            long registeredMillis,
            long startCpuMillis,
            long firstRegisteredMillis,
            double classPathMb,
            double archiveMb,
            double cpuPercent,
            double idleJavaMb,
            double mosquittoMb) {

        public void print(PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "rss_mb=%.1f%nrss_anon_mb=%.1f%nregistered_ms=%d%nclasspath_mb=%.1f%n"
                            + "start_cpu_ms=%d%nfirst_registered_ms=%d%narchive_mb=%.1f%ncpu_percent=%.2f%nsnmp=%s%n"
                            + "idle_java_rss_mb=%.1f%nmosquitto_sub_rss_mb=%.1f%n"
                            + "rss_to_idle_java=%.2f%nrss_to_mosquitto_sub=%.1f%n",
                    rssMb,
                    anonymousMb,
                    registeredMillis,
                    classPathMb,
                    startCpuMillis,
                    firstRegisteredMillis,
                    archiveMb,
                    cpuPercent,
                    snmp,
                    idleJavaMb,
                    mosquittoMb,
                    rssMb / idleJavaMb,
                    rssMb / mosquittoMb);
        }
    }

    /** A start of the agent, and what it took to be registered. */
    private record Started(Process process, long registeredMillis, long cpuMillis) {}

    private AgentBench(Plan plan) throws IOException, GeneralSecurityException, BadFileException {
        this.plan = plan;
        ControllerConfig config = ControllerConfig.loopback(plan.folder().resolve("controller"), 0, 0, 0);
        controller = Controller.start(config, InstantSource.system(), null);
    }

    /** @throws IOException says what did not start */
    public static Result run(Plan plan)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        AgentBench bench = new AgentBench(plan);
        try (Controller controller = bench.controller;
                Snmpd snmpd = Snmpd.start(plan.folder().resolve("snmpd"))) {
            List<Node> nodes = List.of(new Node(ENDPOINT, ENDPOINT, Node.Kind.OTHER, null, null));
            controller.offer(new Event.InventoryChanged(InstantSource.system().instant(), USER, List.of(), nodes));
            bench.signIn();
            return bench.measure(snmpd);
        } finally {
            bench.started.forEach(Process::destroy);
        }
    }

    private void signIn() throws IOException, InterruptedException {
        Accounts accounts = controller.accounts();
        String password = accounts.add(new Accounts.Actor(USER, Accounts.CONSOLE), USER, Role.VIEWER, null)
                .generated();
        HttpRequest request = HttpRequest.newBuilder(controller.pages().resolve("/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"user\":\"" + USER + "\",\"password\":\"" + password + "\"}"))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("sign in: must be answered 2xx, was " + status);
        }
    }

    private Result measure(@Nullable Snmpd snmpd) throws IOException, GeneralSecurityException, InterruptedException {
        Path settings = settings(snmpd);
        Started first = start(settings);
        awaitArchive(first.process());
        end(first.process());
        List<Started> starts = new ArrayList<>(List.of(start(settings)));
        while (starts.size() < STARTS) {
            end(starts.get(starts.size() - 1).process());
            starts.add(start(settings));
        }
        Process last = starts.get(STARTS - 1).process();
        try {
            Processes processes = new Processes(last.toHandle());
            double cpu = processes.cpuSeconds();
            TimeUnit.MILLISECONDS.sleep(plan.time().toMillis());
            return new Result(
                    snmpd == null ? "none" : "snmpd",
                    processes.rssMb(),
                    processes.anonymousMb(),
                    median(starts, Started::registeredMillis),
                    median(starts, Started::cpuMillis),
                    first.registeredMillis(),
                    Peers.sizeMb(program().resolve("lib"), ".jar"),
                    Peers.sizeMb(data(), ".jsa"),
                    100 * (processes.cpuSeconds() - cpu) / (plan.time().toMillis() / 1e3),
                    Peers.idleJavaMb(plan.folder()),
                    Peers.mosquittoMb(plan.folder(), PEER, controller.broker(), controller.authority()));
        } finally {
            end(last);
        }
    }

    private static long median(List<Started> starts, ToLongFunction<Started> figure) {
        return starts.stream().mapToLong(figure).sorted().toArray()[starts.size() / 2];
    }

    private Path program() {
        return plan.home().resolve("edge-agent/target/agent");
    }

    private Path settings(@Nullable Snmpd snmpd) throws IOException {
        Path folder = Files.createDirectories(plan.folder().resolve("agent"));
        String snmp = snmpd == null
                ? ""
                : "snmp: {target: \"127.0.0.1:" + snmpd.port() + "\", community: " + Snmpd.COMMUNITY + "}\n";
        return Files.writeString(
                folder.resolve("agent.yaml"),
                "endpoint: " + ENDPOINT + "\n"
                        + "controller: " + controller.deviceListener() + "\n"
                        + "broker: " + controller.broker() + "\n"
                        + "claim: \"" + controller.claim(ENDPOINT).text() + "\"\n"
                        + "interval: 10s\n"
                        + "portal: {listen: \"127.0.0.1:0\"}\n"
                        + snmp);
    }

    private Started start(Path settings) throws IOException, InterruptedException {
        Path script = program().resolve("bin/tram-agent");
        if (!Files.isExecutable(script)) {
            throw new IOException("the agent is not built: " + script);
        }
        long began = System.nanoTime();
        ProcessBuilder program = new ProcessBuilder(script.toString(), "--config", settings.toString());
        program.environment().put("TRAM_AGENT_ARCHIVE_AFTER", Integer.toString(ARCHIVE_AFTER_SECONDS));
        Process process = program.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        settings.resolveSibling("log").toFile()))
                .start();
        started.add(process);
        awaitRegistered(true, process);
        long cpu = Math.round(1000 * new Processes(process.toHandle()).cpuSeconds());
        return new Started(process, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), cpu);
    }

    /** The first start makes it when the agent has settled. */
    private void awaitArchive(Process process) throws IOException, InterruptedException {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (Peers.sizeMb(data(), ".jsa") == 0) {
            if (System.nanoTime() > latest || !process.isAlive()) {
                throw new IOException("the first start did not make an archive of classes in " + data());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Path data() {
        return plan.folder().resolve("agent/data");
    }

    private void awaitRegistered(boolean registered, Process process) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(controller.pages().resolve("/api/v1/nodes/" + ENDPOINT))
                .build();
        String wanted = "\"registered\":" + registered;
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (!http.send(request, HttpResponse.BodyHandlers.ofString()).body().contains(wanted)) {
            if (System.nanoTime() > latest || registered && !process.isAlive()) {
                throw new IOException("the agent was not " + (registered ? "registered" : "gone")
                        + " in time; its log is " + plan.folder().resolve("agent/log"));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Not at once: an agent that has not heard yet that it is registered does not take its leave either. */
    private void end(Process process) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        awaitRegistered(false, process);
    }
}
