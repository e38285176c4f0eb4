package vn.tram.portal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Reading;
import vn.tram.identity.Credential;
import vn.tram.identity.PortalCertificate;
import vn.tram.profiles.file.BadFileException;

/**
 * The certificate of the portal's API, from files that an engineer puts on the device. New files are taken without a
 * restart when they are good; when they are not, the one before stays for as long as it is valid. After that no TLS is
 * spoken any more, and the network must no longer announce the API. Safe for use by many threads.
 */
public final class ApiCertificate {

    /** From here on down the device says that the certificate ends soon. */
    public static final int FEW_DAYS = 14;

    private static final Logger log = LoggerFactory.getLogger(ApiCertificate.class);
    private static final int OBJECT = 42772;
    private static final long MAX_BYTES = 100_000;

    /** How soon files that were refused are judged again: one that is not valid yet may be by then. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final Settings settings;
    private final InstantSource clock;
    private volatile @Nullable PortalCertificate loaded;
    private volatile String problem = "";
    private byte[] seen = new byte[0];
    private boolean good;
    private Instant tried = Instant.EPOCH;

    /**
     * @param name of the portal in the DNS of the hotspot
     * @param chain certificates in PEM, the portal's own first
     * @param key in PEM, which only its owner may read
     * @param authority certificates in PEM of authorities that the phones here trust besides those that all do; null for
     *     none
     */
    public record Settings(
            String name, Path chain, Path key, @Nullable Path authority) {}

    public ApiCertificate(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads the files; to be called at the start and then every few seconds. */
    public synchronized void look() {
        try {
            byte[] chain = read(settings.chain());
            byte[] key = read(settings.key());
            refuseReadable(settings.key());
            byte[] both = joined(chain, key);
            if (!Arrays.equals(both, seen) || !good && isDue()) {
                seen = both;
                good = false;
                tried = clock.instant();
                take(text(chain), text(key));
                good = true;
            }
            problem = good ? "" : problem;
        } catch (IOException | GeneralSecurityException e) {
            refuse(e instanceof NoSuchFileException ? e.getMessage() + ": must exist" : String.valueOf(e.getMessage()));
        } catch (BadFileException e) {
            refuse(e.getMessage());
        }
    }

    /** Reading every authority that phones trust takes a small device a tenth of a second. */
    private boolean isDue() {
        return Duration.between(tried, clock.instant()).abs().compareTo(TRY_AGAIN) >= 0;
    }

    private void take(String chain, String key) throws BadFileException, IOException, GeneralSecurityException {
        PortalCertificate taken = PortalCertificate.check(
                settings.chain().toString(), settings.name(), chain, key, authorities(), clock.instant());
        if (!taken.equals(loaded)) {
            log.info("the portal's API has a certificate for {} until {}", settings.name(), day(taken.until()));
        }
        loaded = taken;
    }

    private void refuse(String why) {
        if (!why.equals(problem)) {
            log.warn("the certificate of the portal's API is not taken: {}", why);
        }
        problem = why;
    }

    /** The one to show now; null when there is none that is valid. */
    public @Nullable PortalCertificate valid() {
        PortalCertificate now = loaded;
        return now != null && now.isValid(clock.instant()) ? now : null;
    }

    /** Why the newest files were not taken; empty when they were. */
    public String problem() {
        return problem;
    }

    /** TLS with whatever certificate is valid at the time; without one no connection comes about. */
    public SSLContext tls() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new ValidKey(this::valid)}, null, null);
        // Whoever was there before must not go on for a day with a certificate that has ended.
        context.getServerSessionContext().setSessionTimeout(60);
        return context;
    }

    /** Whole days until it ends; 0 when there is none that is valid. */
    public long daysLeft() {
        PortalCertificate now = valid();
        return now == null ? 0 : Duration.between(clock.instant(), now.until()).toDays();
    }

    /** The day on which it ends, as people write it here; empty when there is none. */
    public String lastDay() {
        PortalCertificate now = loaded;
        return now == null ? "" : day(now.until());
    }

    private static String day(Instant until) {
        return DAY.format(until.atZone(VIETNAM));
    }

    /** What the object Captive Portal says of it. */
    public List<Reading> readings() {
        PortalCertificate now = loaded;
        return List.of(
                Reading.of(OBJECT, 0, 40, now == null ? 0L : now.until().getEpochSecond()),
                Reading.of(OBJECT, 0, 41, daysLeft()),
                Reading.ofText(OBJECT, 0, 42, problem),
                Reading.of(OBJECT, 0, 43, valid() != null));
    }

    private Collection<X509Certificate> authorities() throws IOException, GeneralSecurityException {
        List<X509Certificate> all = PortalCertificate.publicAuthorities();
        if (settings.authority() == null) {
            return all;
        }
        List<X509Certificate> more = new ArrayList<>(all);
        more.addAll(Credential.parseChain(text(read(settings.authority()))));
        return more;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + ": must have at most " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static void refuseReadable(Path key) throws IOException {
        if (Files.getFileStore(key).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException(key + ": must not be readable by everybody");
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static String text(byte[] pem) {
        return new String(pem, StandardCharsets.ISO_8859_1);
    }
}
