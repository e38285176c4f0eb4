package vn.tram.simulator.device;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OctetString;
import vn.tram.profiles.file.Secret;

/**
 * Serves recordings as live SNMP agents over UDP, thousands of them on one thread, each at an address or a port of its
 * own. Devices can be added while it runs. Safe for use by many threads.
 */
public final class ReplayFarm implements AutoCloseable {

    private static final int LARGEST_REQUEST = 65_535;
    private static final int BUFFER = 1 << 18;

    private record Place(DatagramChannel channel, ReplayedDevice device, long startedNanos) {}

    private record Late(long dueNanos, DatagramChannel channel, SocketAddress to, ByteBuffer answer) {}

    private final Selector selector;
    private final Thread thread;
    private final Map<Recording, RecordedObjects> recordings = new ConcurrentHashMap<>();
    private final PriorityQueue<Late> late = new PriorityQueue<>(Comparator.comparingLong(Late::dueNanos));
    private final ByteBuffer request = ByteBuffer.allocate(LARGEST_REQUEST);
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean closed;

    private ReplayFarm(Selector selector) {
        this.selector = selector;
        this.thread = new Thread(this::run, "replay");
        thread.setDaemon(true);
    }

    /** @throws IOException when the system gives no selector */
    public static ReplayFarm start() throws IOException {
        ReplayFarm farm = new ReplayFarm(Selector.open());
        farm.thread.start();
        return farm;
    }

    /**
     * Begins to serve a recording.
     *
     * @param address where; port 0 takes a free one
     * @param faults with times that count from now
     * @param seed of what chance decides
     * @return where it is served
     * @throws IOException when the address cannot be had
     */
    public InetSocketAddress serve(
            Recording recording, InetSocketAddress address, Secret community, List<ReplayFault> faults, long seed)
            throws IOException {
        RecordedObjects objects = recordings.computeIfAbsent(recording, RecordedObjects::new);
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        try {
            channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw new IOException(address + ": must be an address of this machine with a free port", e);
        }
        ReplayedDevice device =
                new ReplayedDevice(objects, new OctetString(community.value()), faults, new Random(seed));
        channel.register(selector, SelectionKey.OP_READ, new Place(channel, device, System.nanoTime()));
        selector.wakeup();
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Sent since the start. */
    public long answers() {
        return answers.get();
    }

    private void run() {
        while (!closed) {
            try {
                long wait = sendLate();
                selector.select(this::readable, wait);
            } catch (IOException | ClosedSelectorException e) {
                // The farm was closed while it waited.
                return;
            }
        }
    }

    private void readable(SelectionKey key) {
        Place place = (Place) key.attachment();
        try {
            for (SocketAddress from = receive(place); from != null; from = receive(place)) {
                long elapsed = (System.nanoTime() - place.startedNanos()) / 1_000_000;
                ByteBuffer answer = place.device().answer(request, elapsed);
                long delay = place.device().delayMillis(elapsed);
                if (answer != null && delay > 0) {
                    late.add(new Late(System.nanoTime() + delay * 1_000_000, place.channel(), from, answer));
                } else if (answer != null) {
                    send(place.channel(), answer, from);
                }
            }
        } catch (IOException e) {
            // Somebody who asked has gone; the others are still there.
        }
    }

    private @Nullable SocketAddress receive(Place place) throws IOException {
        request.clear();
        SocketAddress from = place.channel().receive(request);
        request.flip();
        return from;
    }

    private void send(DatagramChannel channel, ByteBuffer answer, SocketAddress to) throws IOException {
        channel.send(answer, to);
        answers.incrementAndGet();
    }

    /** Milliseconds until the next one is due; 0 when none waits. */
    private long sendLate() throws IOException {
        for (Late next = late.peek(); next != null; next = late.peek()) {
            long waitNanos = next.dueNanos() - System.nanoTime();
            if (waitNanos > 0) {
                return Math.max(1, waitNanos / 1_000_000);
            }
            late.remove();
            send(next.channel(), next.answer(), next.to());
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
