package vn.tram.wire;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;

/**
 * The socket of one connection, instead of Paho's own: with TCP_NODELAY, without which each small answer waits 40 ms for
 * the other side's delayed acknowledgement; buffered, because Paho reads byte by byte; and closed from outside at any
 * time, which is the only way to stop Paho while it connects.
 */
final class Line implements NetworkModule {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final MqttOptions options;
    private final CountDownLatch firstWrite = new CountDownLatch(1);
    private final Socket raw = new Socket();
    private volatile Socket socket = raw;
    private volatile Thread connecting = Thread.currentThread();

    Line(MqttOptions options) {
        this.options = options;
    }

    /** Connects, in at most 10 s for TCP and as many for TLS; the broker's certificate must name its host. */
    @Override
    public void start() throws IOException {
        connecting = Thread.currentThread();
        String host = options.broker().getHost();
        raw.setTcpNoDelay(true);
        raw.connect(new InetSocketAddress(host, options.port()), TIMEOUT_MILLIS);
        SSLContext tls = options.isSecure() ? options.tls() : null;
        if (tls != null) {
            raw.setSoTimeout(TIMEOUT_MILLIS);
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(raw, host, options.port(), true);
            socket = secure;
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            raw.setSoTimeout(0);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new BufferedInputStream(new PatientInput(socket.getInputStream()));
    }

    /** Asked for after the input: when the line was cut in between, nobody will write any more. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        try {
            return new MarkingOutput(socket.getOutputStream());
        } catch (IOException e) {
            firstWrite.countDown();
            throw e;
        }
    }

    @Override
    public void stop() throws IOException {
        socket.close();
    }

    /** Closes the connection without a word to the other side, in whatever state it is. Never throws. */
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // A socket that cannot be closed is closed.
        }
    }

    @Override
    public String getServerURI() {
        return options.broker().toString();
    }

    /**
     * Reads nothing before the first write. Paho's connecting thread starts three threads one after the other, waits for
     * each to be in the state "running", and looks for that ten times a second: one that has already failed by then is
     * waited for without end, and where nothing fails, a third of a second is slept away. It is woken instead; it does
     * nothing in that time that an interrupt could disturb.
     */
    private final class PatientInput extends FilterInputStream {

        PatientInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            awaitFirstWrite();
            return super.read(target, from, length);
        }

        /** On Paho's receiving thread, which is the first of the three. */
        private void awaitFirstWrite() {
            long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
            try {
                while (!firstWrite.await(1, TimeUnit.MILLISECONDS) && System.nanoTime() < latest) {
                    connecting.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class MarkingOutput extends FilterOutputStream {

        MarkingOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            firstWrite.countDown();
            out.write(one);
        }

        @Override
        public void write(byte[] source, int from, int length) throws IOException {
            firstWrite.countDown();
            out.write(source, from, length);
        }
    }
}
