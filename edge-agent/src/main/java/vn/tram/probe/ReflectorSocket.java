package vn.tram.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.stamp.ErrorEstimate;
import vn.tram.stamp.Extensions;
import vn.tram.stamp.NtpTime;
import vn.tram.stamp.ReflectedPacket;
import vn.tram.stamp.Reflector;
import vn.tram.stamp.StampKey;

/** Answers the probes of others (RFC 8762). In the thread of {@link Probes}. */
final class ReflectorSocket implements AutoCloseable {

    private static final int MOST_A_TURN = 200;
    private static final int MAX_UNSIGNED = 64;

    private final DatagramChannel channel;
    private final InstantSource clock;
    private final Reflector reflector;
    private final ArrivedClasses arrived;
    private final ByteBuffer in = ByteBuffer.allocate(Reflector.MOST_BYTES + 1);

    /** @param key of everybody who may ask; null for whoever asks, without signature */
    ReflectorSocket(
            InetSocketAddress listen,
            @Nullable StampKey key,
            @Nullable Duration clockError,
            ArrivedClasses arrived,
            InstantSource clock)
            throws IOException {
        this.clock = clock;
        this.arrived = arrived;
        reflector = new Reflector(ssid -> key, key == null, MAX_UNSIGNED, ErrorEstimate.of(clockError));
        channel = DatagramChannel.open();
        try {
            channel.bind(listen);
            channel.configureBlocking(false);
            arrived.watch(port());
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "probes.reflector.listen: " + listen + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    void register(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    Map<String, Long> counts() {
        return reflector.counts();
    }

    void receive() {
        try {
            for (int i = 0; i < MOST_A_TURN; i++) {
                in.clear();
                SocketAddress source = channel.receive(in);
                if (source == null) {
                    return;
                }
                byte[] bytes = Arrays.copyOf(in.array(), in.position());
                long now = NtpTime.of(clock.instant());
                byte[] answer = reflector
                        .reflect(new Reflector.Datagram(bytes, source, now, ReflectedPacket.NO_TTL, tos(source)), now)
                        .answer();
                if (answer != null) {
                    channel.send(ByteBuffer.wrap(answer), source);
                }
            }
        } catch (IOException e) {
            // An answer that cannot be sent is one that is lost.
            in.clear();
        }
    }

    /** That of the sender's packets of the last seconds, when they all had the same. */
    private int tos(SocketAddress source) {
        Integer lately = source instanceof InetSocketAddress sender ? arrived.lately(sender, port()) : null;
        return lately == null ? Extensions.UNKNOWN : lately;
    }

    @Override
    public void close() {
        Closing.quietly(channel);
    }
}
