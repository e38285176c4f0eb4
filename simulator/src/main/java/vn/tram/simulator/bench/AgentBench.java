package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;

/**
 * What the agent costs a device: the built program by its own start script, with uplink, SNMP and portal, against a
 * controller in this process over mutual TLS. It is started some times, since the first start makes what later ones use.
 */
public final class AgentBench {

    private static final String ENDPOINT = "bench-agent";
    private static final String PEER = "bench-peer";
    private static final int STARTS = 5;
    private static final int ARCHIVE_AFTER_SECONDS = 10;

    private final Plan plan;
    private final OneAgent agent;

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

    private AgentBench(Plan plan, OneAgent agent) {
        this.plan = plan;
        this.agent = agent;
    }

    /** @throws IOException says what did not start */
    public static Result run(Plan plan)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        try (OneAgent agent = new OneAgent(ENDPOINT, plan.folder(), plan.home());
                Snmpd snmpd = Snmpd.start(plan.folder().resolve("snmpd"))) {
            return new AgentBench(plan, agent).measure(snmpd);
        }
    }

    private Result measure(@Nullable Snmpd snmpd) throws IOException, GeneralSecurityException, InterruptedException {
        settings(snmpd);
        Started first = start();
        awaitArchive(first.process());
        agent.end(first.process());
        List<Started> starts = new ArrayList<>(List.of(start()));
        while (starts.size() < STARTS) {
            agent.end(starts.get(starts.size() - 1).process());
            starts.add(start());
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
                    Peers.sizeMb(agent.program().resolve("lib"), ".jar"),
                    Peers.sizeMb(data(), ".jsa"),
                    100 * (processes.cpuSeconds() - cpu) / (plan.time().toMillis() / 1e3),
                    Peers.idleJavaMb(plan.folder()),
                    Peers.mosquittoMb(
                            plan.folder(),
                            PEER,
                            agent.controller().broker(),
                            agent.controller().authority()));
        } finally {
            agent.end(last);
        }
    }

    private static long median(List<Started> starts, ToLongFunction<Started> figure) {
        return starts.stream().mapToLong(figure).sorted().toArray()[starts.size() / 2];
    }

    private void settings(@Nullable Snmpd snmpd) throws IOException {
        String snmp = snmpd == null
                ? ""
                : "snmp: {target: \"127.0.0.1:" + snmpd.port() + "\", community: " + Snmpd.COMMUNITY + "}\n";
        agent.settings("portal: {listen: \"127.0.0.1:0\"}\n" + snmp);
    }

    private Started start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = agent.start(Map.of("TRAM_AGENT_ARCHIVE_AFTER", Integer.toString(ARCHIVE_AFTER_SECONDS)));
        long cpu = Math.round(1000 * new Processes(process.toHandle()).cpuSeconds());
        return new Started(process, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), cpu);
    }

    /** The first start makes it when the agent has settled. */
    private void awaitArchive(Process process) throws IOException, InterruptedException {
        long latest = System.nanoTime() + OneAgent.PATIENCE.toNanos();
        while (Peers.sizeMb(data(), ".jsa") == 0) {
            if (System.nanoTime() > latest || !process.isAlive()) {
                throw new IOException("the first start did not make an archive of classes in " + data());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Path data() {
        return agent.folder().resolve("data");
    }
}
