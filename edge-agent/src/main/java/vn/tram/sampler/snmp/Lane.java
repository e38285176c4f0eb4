package vn.tram.sampler.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.snmp4j.TransportStateReference;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.transport.UdpTransportMapping;

/** A share of the one socket: sends through it, and is handed what came from those that it is for. */
final class Lane extends UdpTransportMapping {

    private final DefaultUdpTransportMapping socket;

    Lane(DefaultUdpTransportMapping socket) {
        super(socket.getListenAddress());
        this.socket = socket;
    }

    void received(UdpAddress from, ByteBuffer message, TransportStateReference state) {
        fireProcessMessage(from, message, state);
    }

    @Override
    public void sendMessage(UdpAddress to, byte[] message, TransportStateReference state, long timeout, int retries)
            throws IOException {
        socket.sendMessage(to, message, state, timeout, retries);
    }

    @Override
    public boolean isListening() {
        return socket.isListening();
    }

    @Override
    public void listen() {
        // The socket does, for all of them.
    }

    @Override
    public void close() {
        // The socket is not this one's to close.
    }
}
