package vn.tram.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import vn.tram.controller.Controller;
import vn.tram.controller.ControllerConfig;
import vn.tram.document.Models;
import vn.tram.flow.Event;
import vn.tram.identity.Credential;
import vn.tram.inventory.Node;
import vn.tram.people.Role;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.device.Province;
import vn.tram.simulator.device.ProvinceFaults;
import vn.tram.simulator.device.ProvinceProbes;
import vn.tram.simulator.device.SimulatedNode;
import vn.tram.uplink.Uplink;
import vn.tram.web.account.Accounts;

/** The main job on one machine: a controller, a simulated province, and the real agent of this machine. */
public final class Demo implements AutoCloseable {

    public static final String USER = "demo";

    private static final Duration INTERVAL = Duration.ofSeconds(20);
    private static final String THIS_MACHINE = "may-nay";
    private static final int THREADS = 4;

    private final Controller controller;
    private final ScheduledExecutorService executor = threads("province", THREADS);
    private final ScheduledExecutorService lines = threads("lines", THREADS);
    private final ScheduledExecutorService uplinks = threads("uplinks", THREADS);
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final ProvinceProbes probes;
    private String password = "";
    private Optional<OwnAgent> agent = Optional.empty();

    private Demo(Controller controller, InstantSource clock) throws IOException {
        this.controller = controller;
        this.probes = new ProvinceProbes(controller::probeParameters, clock, executor);
    }

    private static ScheduledExecutorService threads(String name, int count) {
        return Executors.newScheduledThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts everything; the pages are served when this returns, and the province comes up behind them.
     *
     * @param home of the project, where the built agent is
     */
    public static Demo start(Path data, int port, Province province, long seed, Path home, InstantSource clock)
            throws IOException, GeneralSecurityException, BadFileException {
        ProvinceFaults faults = new ProvinceFaults(province, clock);
        ControllerConfig config = ControllerConfig.loopback(data.resolve("controller"), port, 0, 0);
        Demo demo = new Demo(Controller.start(config, clock, new Controller.Demo(province.code(), faults)), clock);
        try {
            demo.signUp();
            demo.makeProvince(data, province, seed, clock);
            faults.reach(demo.nodes);
            demo.nodes.forEach(SimulatedNode::start);
            demo.agent = OwnAgent.start(data.resolve("agent"), home, demo.controller, THIS_MACHINE);
            return demo;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void signUp() {
        Accounts accounts = controller.accounts();
        Accounts.Actor actor = new Accounts.Actor(USER, Accounts.CONSOLE);
        Accounts.Outcome added = accounts.add(actor, USER, Role.ADMINISTRATOR, null);
        Accounts.Outcome outcome = added.generated() == null ? accounts.reset(actor, USER, null) : added;
        password = String.valueOf(outcome.generated());
    }

    private void makeProvince(Path data, Province province, long seed, InstantSource clock)
            throws IOException, GeneralSecurityException {
        List<Node> inventory = new ArrayList<>(province.nodes());
        inventory.add(new Node(THIS_MACHINE, "Máy đang chạy bản trình diễn", Node.Kind.OTHER, province.centre(), null));
        controller.offer(new Event.InventoryChanged(clock.instant(), USER, province.sites(), inventory));
        ObjectDefinitions definitions = ObjectDefinitions.bundled();
        SimulatedNode.World world = new SimulatedNode.World(
                controller.broker(),
                controller.deviceListener(),
                Files.createDirectories(data.resolve("portals")),
                INTERVAL,
                clock,
                executor,
                lines,
                definitions,
                new Uplink.Shared(uplinks, Models.of(definitions)),
                probes,
                nextRun(data),
                seed);
        for (Node node : province.nodes()) {
            KeyPair keys = Credential.newKeys();
            Credential credential = new Credential(
                    keys.getPrivate(), controller.authority().certifyDevice(node.endpoint(), keys.getPublic()));
            nodes.add(new SimulatedNode(node, credential, world));
        }
    }

    private static long nextRun(Path data) throws IOException {
        Path file = data.resolve("runs");
        long run = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) + 1 : 1;
        Files.writeString(file, run + "\n");
        return run;
    }

    public URI pages() {
        return controller.pages();
    }

    /** Of {@link #USER}; a new one at each start. */
    public String password() {
        return password;
    }

    @Override
    public void close() {
        agent.ifPresent(OwnAgent::end);
        executor.shutdownNow();
        nodes.parallelStream().forEach(SimulatedNode::close);
        uplinks.shutdownNow();
        probes.close();
        agent.ifPresent(OwnAgent::close);
        lines.shutdownNow();
        controller.close();
    }
}
