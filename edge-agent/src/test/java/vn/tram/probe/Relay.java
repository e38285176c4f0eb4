package vn.tram.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** A line with delay and loss: takes datagrams on a port of its own and hands them on, and the answers back. */
final class Relay implements AutoCloseable {

    private final DatagramSocket near = loopback();
    private final DatagramSocket far = loopback();
    private final SocketAddress target;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(3);
    private volatile long delayMillis;
    private volatile IntPredicate losesForward = packet -> false;
    private volatile IntPredicate losesBackward = packet -> false;
    private volatile SocketAddress client = new InetSocketAddress(0);

    Relay(int port) throws IOException {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        executor.execute(() -> carry(near, far, true));
        executor.execute(() -> carry(far, near, false));
    }

    private static DatagramSocket loopback() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new AssertionError("a socket on loopback is always to be had", e);
        }
    }

    int port() {
        return near.getLocalPort();
    }

    /** @param millis each way */
    void delays(long millis) {
        delayMillis = millis;
    }

    /** By the number of the packet in its direction, from 0. */
    void loses(IntPredicate forward, IntPredicate backward) {
        losesForward = forward;
        losesBackward = backward;
    }

    private void carry(DatagramSocket from, DatagramSocket to, boolean isForward) {
        byte[] room = new byte[2000];
        for (int i = 0; !from.isClosed(); i++) {
            DatagramPacket packet = new DatagramPacket(room, room.length);
            try {
                from.receive(packet);
            } catch (IOException e) {
                return;
            }
            if (isForward) {
                client = packet.getSocketAddress();
            }
            if (!(isForward ? losesForward : losesBackward).test(i)) {
                byte[] copy = Arrays.copyOf(packet.getData(), packet.getLength());
                executor.schedule(() -> send(to, copy, isForward), delayMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void send(DatagramSocket to, byte[] bytes, boolean isForward) {
        try {
            to.send(new DatagramPacket(bytes, bytes.length, isForward ? target : client));
        } catch (IOException e) {
            // The test is over.
            near.close();
        }
    }

    @Override
    public void close() {
        near.close();
        far.close();
        executor.shutdownNow();
    }
}
