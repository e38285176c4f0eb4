package vn.tram.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** An MQTT 5 connection made by hand, so that a test can cut its line. */
final class RawMqtt {

    private static final int CONNECT = 0x10;
    private static final int CLEAN_START_AND_WILL_QOS_1 = 0x02 | 0x04 | 0x08;
    private static final int CONNACK = 0x20;

    private RawMqtt() {}

    /** Connects with a last will; closing the socket is what a cut line looks like to the broker. */
    static Socket connectWithWill(int port, SSLContext tls, String clientId, String topic, String text)
            throws IOException {
        Socket socket = tls.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(10_000);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF("MQTT");
        data.writeByte(5);
        data.writeByte(CLEAN_START_AND_WILL_QOS_1);
        data.writeShort(60);
        data.writeByte(0); // no properties
        data.writeUTF(clientId);
        data.writeByte(0); // no properties of the will
        data.writeUTF(topic);
        data.writeUTF(text);
        if (body.size() > 127) {
            throw new IllegalArgumentException("packet: must be at most 127 bytes, was " + body.size());
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(CONNECT);
        packet.write(body.size());
        body.writeTo(packet);
        socket.getOutputStream().write(packet.toByteArray());
        if (socket.getInputStream().read() != CONNACK) {
            throw new IOException("the broker did not accept the connection");
        }
        return socket;
    }
}
