package vn.tram.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import vn.tram.stamp.ProbeParameters;

/** From the controller's listener for devices, with the device's certificate. */
public final class HttpsParameters implements ParameterSource {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MOST_BYTES = 4096;

    private final URI url;
    private final Supplier<SSLContext> tls;

    /**
     * @param controller such as {@code https://noc.bacninh.example:8443}
     * @param tls the present certificate's, which is renewed now and then
     */
    public HttpsParameters(URI controller, Supplier<SSLContext> tls) {
        this.url = controller.resolve(ProbeParameters.PATH);
        this.tls = tls;
    }

    @Override
    public ProbeParameters fetch() throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
        connection.setSSLSocketFactory(tls.get().getSocketFactory());
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("probe parameters at " + url + ": must be answered with 200, was " + status);
        }
        try (InputStream in = connection.getInputStream()) {
            ProbeParameters parameters =
                    ProbeParameters.parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            if (parameters == null) {
                throw new IOException("probe parameters at " + url + ": must have ssid, key, port and interval-ms");
            }
            return parameters;
        }
    }
}
