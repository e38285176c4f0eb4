package vn.tram.simulator.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import vn.tram.profiles.file.BadFileException;

/**
 * How soon the network operations centre sees what a device says unasked: from the moment a device sends a trap, through
 * the agent, the broker and the disk, until who follows the live feed has fetched the node with its new count of traps.
 */
final class TrapDelay {

    /** From sending to seeing, in milliseconds. */
    record Result(double medianMillis, double worstMillis) {}

    private static final String ENDPOINT = "bench-traps";
    private static final Pattern TRAPS = Pattern.compile("\"path\":\"/42779/0/1\",[^}]*\"value\":(\\d+)");
    private static final Pattern ROUND = Pattern.compile("\"path\":\"/42779/0/4\",[^}]*\"value\":0");
    private static final OID IF_INDEX = new OID("1.3.6.1.2.1.2.2.1.1");

    /** Traps come when they like, and not in step with the feed. */
    private static final int LONGEST_PAUSE_MILLIS = 700;

    private final OneAgent agent;
    private final Semaphore changes = new Semaphore(0);

    private TrapDelay(OneAgent agent) {
        this.agent = agent;
    }

    /**
     * @param folder for all data; should be empty
     * @param home of the project, where the built agent is
     * @param device that is asked and sends; its community is {@code public}
     * @param count how many traps, one after the other
     */
    static Result measure(Path folder, Path home, InetSocketAddress device, int count)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        try (OneAgent agent = new OneAgent(ENDPOINT, folder, home)) {
            UdpAddress listen = new UdpAddress(device.getAddress(), freePort(device));
            agent.settings("snmp: {target: \"" + device.getAddress().getHostAddress() + ":" + device.getPort()
                    + "\", community: public}\ntraps: {listen: \""
                    + listen.getInetAddress().getHostAddress() + ":" + listen.getPort() + "\"}\n");
            agent.start(Map.of());
            return new TrapDelay(agent).measure(listen, count);
        }
    }

    private static int freePort(InetSocketAddress device) throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, device.getAddress())) {
            return free.getLocalPort();
        }
    }

    private Result measure(UdpAddress listen, int count) throws IOException, InterruptedException {
        follow();
        // After the first round the agent knows the device, and the controller that it listens.
        await(ROUND, 0);
        double[] millis = new double[count];
        Random chance = new Random(count);
        try (Snmp sender = new Snmp(new DefaultUdpTransportMapping(new UdpAddress(listen.getInetAddress(), 0)))) {
            CommunityTarget<UdpAddress> target = new CommunityTarget<>(listen, new OctetString("public"));
            target.setVersion(SnmpConstants.version2c);
            for (int i = 0; i < count; i++) {
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(LONGEST_PAUSE_MILLIS));
                long sent = System.nanoTime();
                sender.send(trap(i % 2 == 0 ? SnmpConstants.linkDown : SnmpConstants.linkUp), target);
                await(TRAPS, i + 1);
                millis[i] = (System.nanoTime() - sent) / 1e6;
            }
        }
        Arrays.sort(millis);
        return new Result(millis[count / 2], millis[count - 1]);
    }

    private static PDU trap(OID kind) {
        PDU pdu = new PDU();
        pdu.setType(PDU.NOTIFICATION);
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(90_000)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, kind));
        pdu.add(new VariableBinding(new OID(IF_INDEX).append(1), new Integer32(1)));
        return pdu;
    }

    private void follow() throws IOException, InterruptedException {
        Stream<String> lines = agent.feed();
        Thread reader = new Thread(
                () -> lines.filter(line -> line.startsWith("event: node")).forEach(line -> changes.release()), "feed");
        reader.setDaemon(true);
        reader.start();
    }

    /** Looks once, and then each time the feed says that the node has changed. */
    private void await(Pattern wanted, long atLeast) throws IOException, InterruptedException {
        while (true) {
            changes.drainPermits();
            Matcher found = wanted.matcher(agent.shown());
            if (found.find() && (found.groupCount() == 0 || Long.parseLong(found.group(1)) >= atLeast)) {
                return;
            }
            if (!changes.tryAcquire(OneAgent.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("bench snmp: the controller did not show a trap in time; the agent's log is "
                        + agent.folder().resolve("log"));
            }
        }
    }
}
