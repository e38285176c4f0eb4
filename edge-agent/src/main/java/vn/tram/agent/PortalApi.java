package vn.tram.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.PortalOption;
import vn.tram.platform.DhcpOptions;
import vn.tram.portal.ApiCertificate;
import vn.tram.portal.CentralCertificate;
import vn.tram.portal.Portal;
import vn.tram.portal.PortalServer;
import vn.tram.sampler.Sampler;

/** The portal by TLS: its certificate, its socket, and what DHCP says of it, which is nothing without a certificate. */
final class PortalApi implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PortalApi.class);
    private static final String FILE = "portal-certificate";
    private static final int LOOK_SECONDS = 2;
    private static final int FETCH_MINUTES = 60;

    private final PortalApiSettings settings;
    private final String name;
    private final ApiCertificate certificate;
    private final @Nullable CentralCertificate central;
    private final @Nullable DhcpOptions dhcp;
    private @Nullable PortalServer server;
    private String failed = "";

    /**
     * @param name of the portal in the hotspot's DNS
     * @param data folder of everything that the agent keeps
     * @param tls to the controller; null without one
     */
    PortalApi(
            PortalApiSettings settings,
            String name,
            Path data,
            @Nullable URI controller,
            @Nullable SSLContext tls,
            InstantSource clock) {
        this.settings = settings;
        this.name = name;
        Path fetched = data.resolve(FILE);
        Path chain = settings.certificate();
        Path key = settings.key();
        boolean isOurs = chain != null && key != null;
        certificate = new ApiCertificate(
                new ApiCertificate.Settings(
                        name, chain == null ? fetched : chain, key == null ? fetched : key, settings.authority()),
                clock);
        central = isOurs || controller == null || tls == null
                ? null
                : new CentralCertificate(controller, tls::getSocketFactory, fetched);
        Path options = settings.dhcpOptions();
        dhcp = options == null ? null : new DhcpOptions(options, settings.dnsmasqPid());
    }

    /** Has the device's limits tell of the certificate too. */
    Sampler judging(Sampler device) {
        return new CertificateSampler(device, certificate::readings, certificate::lastDay);
    }

    /** Speaks TLS from now on, whenever there is a certificate. */
    void start(Portal people, ScheduledExecutorService executor) throws IOException {
        try {
            server = PortalServer.openSecure(people, settings.listen(), certificate.tls());
        } catch (GeneralSecurityException e) {
            throw new IOException("portal.api: this Java speaks no TLS", e);
        }
        log.info("portal listens by TLS on {}", settings.listen());
        // Whoever is told of it by DHCP asks at once, so it is announced when it answers.
        look();
        executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        if (central != null) {
            executor.scheduleWithFixedDelay(this::fetch, 0, FETCH_MINUTES, TimeUnit.MINUTES);
        }
    }

    private synchronized void look() {
        try {
            certificate.look();
            if (dhcp != null) {
                boolean isServed = certificate.valid() != null;
                dhcp.announce(
                        isServed ? PortalOption.api(name, settings.listen().getPort()) : null);
            }
            failed = "";
        } catch (IOException | RuntimeException e) {
            if (!failed.equals(e.toString())) {
                failed = e.toString();
                log.warn("DHCP is not told of the portal's API, and this is tried again: {}", failed);
            }
        }
    }

    private void fetch() {
        CentralCertificate source = central;
        try {
            if (source != null && source.fetch()) {
                look();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("the certificate of the portal's API is not fetched, and this is tried again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
