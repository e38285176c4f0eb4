package vn.tram.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vn.tram.stamp.DscpTally;
import vn.tram.stamp.Extensions;
import vn.tram.stamp.NtpTime;
import vn.tram.stamp.ProbeStatistics.Answer;
import vn.tram.stamp.ReflectedPacket;
import vn.tram.stamp.Reflector;
import vn.tram.stamp.SenderPacket;
import vn.tram.stamp.StampKey;

/**
 * A STAMP Session-Sender (RFC 8762). Its socket is connected, so that only the peer is heard; what is signed wrong or
 * answers nothing that was asked is counted and believed in nothing. After a while without answers the socket is made
 * anew, for this device's address may have changed.
 */
final class StampProbe extends SocketProbe {

    private static final long FIRST_RENEWAL = Duration.ofSeconds(10).toNanos();
    private static final long LAST_RENEWAL = Duration.ofMinutes(5).toNanos();

    private final InstantSource clock;
    private final int dscp;
    private final int errorEstimate;
    private final ByteBuffer in = ByteBuffer.allocate(Reflector.MOST_BYTES);
    private @Nullable StampKey key;
    private int session;
    private @Nullable DatagramChannel channel;
    private DscpTally receivedThere = new DscpTally();
    private boolean asksForClass;
    private int size;
    private Arrivals arrivals = new Arrivals(ArrivedClasses.UNKNOWN);
    private int port;
    private long opened;
    private long renewal = FIRST_RENEWAL;

    /**
     * @param isStateful whether the reflector is known to count by itself
     * @param dscp of the probes; when it is not 0 the reflector is asked with which one they came
     * @param errorEstimate of this device's clock
     */
    StampProbe(
            String name,
            boolean isSigned,
            Duration interval,
            boolean isStateful,
            int dscp,
            int errorEstimate,
            InstantSource clock) {
        super(name, isSigned ? "stamp-signed" : "stamp", interval, isStateful);
        this.dscp = dscp;
        this.asksForClass = dscp != 0;
        this.errorEstimate = errorEstimate;
        this.clock = clock;
    }

    /**
     * From now on probes go there.
     *
     * @param signing null for none
     */
    void towards(InetSocketAddress address, int ssid, @Nullable StampKey signing) {
        towards(address);
        arrivals.expect(address);
        session = ssid;
        key = signing;
        closeChannel();
    }

    /** Who knows with which classes the answers arrive; before the first probe. */
    void hears(ArrivedClasses classes) {
        arrivals = new Arrivals(classes);
    }

    @Override
    int dscp() {
        return dscp;
    }

    @Override
    DscpTally takeReceivedHere() {
        InetSocketAddress from = address();
        return from == null || port == 0 ? new DscpTally() : arrivals.take(from, port);
    }

    /**
     * For a test: the reflector is asked for the class whatever it is.
     *
     * @param bytes of each packet, at least {@link #fewestBytes} of it; 0 for as many as are needed
     */
    void askAlways(int bytes) {
        asksForClass = true;
        size = bytes;
    }

    /** What a packet has that asks for the class and is filled up by at least one extension. */
    static int fewestBytes(boolean isSigned) {
        int cos = Extensions.classOfService(0).length;
        return isSigned
                ? SenderPacket.SIGNED_BYTES + cos + Extensions.LEAST_BYTES + Extensions.SIGNATURE_BYTES
                : SenderPacket.BYTES + cos + Extensions.LEAST_BYTES;
    }

    @Override
    DscpTally takeReceivedThere() {
        DscpTally taken = receivedThere;
        receivedThere = new DscpTally();
        return taken;
    }

    @Override
    void send(Selector selector, long now) {
        InetSocketAddress to = address();
        if (to == null) {
            return;
        }
        renew(now);
        byte[] packet = next(now);
        try {
            DatagramChannel open = channel == null ? open(selector, to, now) : channel;
            open.write(ByteBuffer.wrap(packet));
        } catch (IOException e) {
            // The line is cut, or nobody listens there; either way there is no answer.
            closeChannel();
        }
    }

    /** The next packet, which leaves now, whoever carries it. */
    byte[] next(long now) {
        SenderPacket packet = new SenderPacket(sequence++, NtpTime.of(clock.instant()), errorEstimate, session);
        pace.sent(now);
        statistics.sent(packet.sequence(), packet.sent(), now);
        return encode(packet);
    }

    private byte[] encode(SenderPacket packet) {
        StampKey signing = key;
        byte[] base = signing == null ? packet.encode() : packet.encode(signing);
        if (!asksForClass) {
            return base;
        }
        byte[] cos = Extensions.classOfService(dscp);
        int missing = size - base.length - cos.length - (signing == null ? 0 : Extensions.SIGNATURE_BYTES);
        byte[] padding = missing < Extensions.LEAST_BYTES ? new byte[0] : Extensions.padding(missing);
        byte[] all = Arrays.copyOf(cos, cos.length + padding.length);
        System.arraycopy(padding, 0, all, cos.length, padding.length);
        return Extensions.append(base, all, signing);
    }

    private void renew(long now) {
        if (channel != null && pace.silence(now) > renewal && now - opened > renewal) {
            closeChannel();
            renewal = Math.min(LAST_RENEWAL, 2 * renewal);
        }
    }

    private DatagramChannel open(Selector selector, InetSocketAddress to, long now) throws IOException {
        DatagramChannel fresh = DatagramChannel.open();
        try {
            fresh.setOption(StandardSocketOptions.IP_TOS, dscp << 2);
            fresh.configureBlocking(false);
            fresh.connect(to);
            fresh.register(selector, SelectionKey.OP_READ, this);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
        channel = fresh;
        port = fresh.socket().getLocalPort();
        opened = now;
        return fresh;
    }

    @Override
    void receive(SelectionKey ready) {
        DatagramChannel from = (DatagramChannel) ready.channel();
        try {
            in.clear();
            while (from.read(in) > 0) {
                long now = System.nanoTime();
                take(Arrays.copyOf(in.array(), in.position()), now);
                in.clear();
            }
        } catch (IOException e) {
            // ICMP says that nobody listens there: the same as no answer.
            in.clear();
        }
    }

    /** An answer has come, or what looks like one. */
    void take(byte[] bytes, long now) {
        ReflectedPacket packet = ReflectedPacket.decode(bytes, key);
        if (packet == null || key != null && packet.session() != session) {
            refused++;
            return;
        }
        if (statistics.answered(packet, NtpTime.of(clock.instant()), now) == Answer.COUNTED) {
            pace.answered(now, statistics.lastRoundTripNanos());
            renewal = FIRST_RENEWAL;
            int from = key == null ? SenderPacket.BYTES : SenderPacket.SIGNED_BYTES;
            Extensions.ClassOfService seen = asksForClass ? Extensions.readClassOfService(bytes, from) : null;
            if (seen != null) {
                receivedThere.add(seen.received(), 1);
            }
            observer.answered(packet.sender().sequence(), statistics.lastRoundTripNanos());
        } else {
            refused++;
        }
    }

    private void closeChannel() {
        Closing.quietly(channel);
        channel = null;
    }

    @Override
    public void close() {
        closeChannel();
    }
}
