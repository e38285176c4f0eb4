package vn.tram.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A probe whose packets go to a port; nothing is sent before that is known. */
abstract class SocketProbe extends Probe {

    private @Nullable InetSocketAddress peer;

    SocketProbe(String name, String method, Duration interval, boolean isStateful) {
        super(name, method, interval, isStateful);
    }

    /** From now on probes go there. */
    void towards(InetSocketAddress address) {
        peer = address;
    }

    /** Where packets go; null before that is known. */
    final @Nullable InetSocketAddress address() {
        return peer;
    }

    @Override
    final boolean isReady() {
        return peer != null;
    }

    @Override
    final String peer() {
        InetSocketAddress to = peer;
        return to == null ? "" : to.getHostString() + ":" + to.getPort();
    }
}
