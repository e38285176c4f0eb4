package vn.tram.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An MQTT 5 connection made by hand, so that a test can do to its line what no client does on purpose. */
final class RawMqtt implements AutoCloseable {

    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int RETAIN = 0x01;
    private static final int PUBACK = 0x40;
    private static final int DISCONNECT = 0xe0;

    private static final int WILL = 0x04;
    private static final int WILL_QOS_1 = 0x08;
    private static final int WILL_RETAIN = 0x20;
    private static final int SESSION_EXPIRY = 0x11;

    /** MQTT 5, section 3.14.2.1. */
    static final int NORMAL = 0x00;

    static final int WITH_WILL = 0x04;
    static final int TAKEN_OVER = 0x8e;

    private final Socket line;
    private final Socket socket;
    private final DataInputStream in;
    private int lastPacket;

    /** How to connect: with a session that outlives the line, as Trạm's devices have it, unless told otherwise. */
    static final class Dial {
        private final int port;
        private final SSLContext tls;
        private final String clientId;
        private Duration sessionExpiry = Duration.ofHours(1);
        private Duration keepAlive = Duration.ofSeconds(60);
        private @Nullable String willTopic;
        private String willText = "";

        Dial(int port, SSLContext tls, String clientId) {
            this.port = port;
            this.tls = tls;
            this.clientId = clientId;
        }

        Dial sessionExpiry(Duration expiry) {
            sessionExpiry = expiry;
            return this;
        }

        Dial keepAlive(Duration interval) {
            keepAlive = interval;
            return this;
        }

        Dial will(String topic, String text) {
            willTopic = topic;
            willText = text;
            return this;
        }

        RawMqtt connect() throws IOException {
            return new RawMqtt(this);
        }
    }

    private RawMqtt(Dial dial) throws IOException {
        line = new Socket("localhost", dial.port);
        line.setTcpNoDelay(true);
        line.setSoTimeout(10_000);
        socket = dial.tls.getSocketFactory().createSocket(line, "localhost", dial.port, false);
        in = new DataInputStream(socket.getInputStream());
        send(CONNECT, connect(dial));
        if (in.readUnsignedByte() != CONNACK) {
            throw new IOException("the broker did not answer with CONNACK");
        }
        byte[] answer = new byte[in.readUnsignedByte()];
        in.readFully(answer);
        if (answer[1] != 0) {
            throw new IOException("the broker refused the connection, reason " + (answer[1] & 0xff));
        }
    }

    private static byte[] connect(Dial dial) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF("MQTT");
        data.writeByte(5);
        data.writeByte(dial.willTopic == null ? 0 : WILL | WILL_QOS_1 | WILL_RETAIN);
        data.writeShort((int) dial.keepAlive.toSeconds());
        data.writeByte(5);
        data.writeByte(SESSION_EXPIRY);
        data.writeInt((int) dial.sessionExpiry.toSeconds());
        data.writeUTF(dial.clientId);
        if (dial.willTopic != null) {
            data.writeByte(0); // no properties of the will
            data.writeUTF(dial.willTopic);
            data.writeUTF(dial.willText);
        }
        return body.toByteArray();
    }

    private void send(int type, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        int rest = body.length;
        do {
            packet.write(rest > 127 ? rest % 128 | 128 : rest);
            rest /= 128;
        } while (rest > 0);
        packet.write(body);
        socket.getOutputStream().write(packet.toByteArray());
    }

    /** Publishes with QoS 1, and does not wait for the answer. */
    void publish(String topic, String text) throws IOException {
        publish(PUBLISH_QOS_1, topic, text);
    }

    /** Publishes with QoS 1, to be retained, and waits for the answer. */
    void retain(String topic, String text) throws IOException {
        publish(PUBLISH_QOS_1 | RETAIN, topic, text);
        acknowledged();
    }

    private void publish(int type, String topic, String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF(topic);
        data.writeShort(++lastPacket);
        data.writeByte(0); // no properties
        data.write(text.getBytes(StandardCharsets.UTF_8));
        send(type, body.toByteArray());
    }

    /** Waits for the answer to one publication. */
    void acknowledged() throws IOException {
        int type = in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        if (type != PUBACK) {
            throw new IOException("the broker did not answer with PUBACK, but " + type);
        }
    }

    void disconnect(int reason) throws IOException {
        send(DISCONNECT, new byte[] {(byte) reason, 0});
    }

    /** Waits until the broker disconnects; its reason. */
    int disconnected() throws IOException {
        int type = in.readUnsignedByte();
        if (type != DISCONNECT) {
            throw new IOException("the broker did not disconnect, but sent " + type);
        }
        return in.readUnsignedByte() == 0 ? NORMAL : in.readUnsignedByte();
    }

    /** The line breaks, and the other side is told by a reset (RST). */
    void reset() throws IOException {
        line.setSoLinger(true, 0);
        line.close();
    }

    /** The line ends, and the other side is told in order by TCP (FIN); MQTT says nothing. */
    @Override
    public void close() throws IOException {
        line.close();
    }
}
