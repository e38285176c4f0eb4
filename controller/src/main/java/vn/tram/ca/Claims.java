package vn.tram.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;
import vn.tram.identity.Claim;
import vn.tram.identity.EndpointName;
import vn.tram.profiles.file.WholeFile;

/**
 * The claims that are open. Each is good for one certificate, for a day, and for one endpoint name when the engineer
 * named it. Only the hash of a claim's secret is kept, one line a claim: {@code hash expiry endpoint-or-*}. Safe for
 * use by many threads; a claim is durable when {@link #make} returns and gone when {@link #redeem} does.
 */
public final class Claims {

    public static final Duration LIFE = Duration.ofHours(24);
    public static final int MAX_OPEN = 1000;

    private static final String ANY = "*";

    private final Authority authority;
    private final Path file;
    private final URI url;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final List<Open> open = new ArrayList<>();

    private record Open(String hash, Instant expiresAt, String endpoint) {}

    /**
     * What a device gets for its claim.
     *
     * @param chain its certificate and the authority's; empty when refused
     * @param refusal what was wrong, with the rule; null when there is a chain
     */
    public record Redeemed(
            List<X509Certificate> chain, @Nullable String refusal) {
        public Redeemed {
            chain = List.copyOf(chain);
        }

        static Redeemed refused(String why) {
            return new Redeemed(List.of(), why);
        }
    }

    /** @param url of the device listener, ending in {@link Claim#PATH} */
    public Claims(Authority authority, Path file, URI url, InstantSource clock) throws IOException {
        this.authority = authority;
        this.file = file;
        this.url = url;
        this.clock = clock;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", -1);
                open.add(new Open(parts[0], Instant.parse(parts[1]), parts[2]));
            }
        }
    }

    /** How long the newest claim is good: what {@link #make} would give now. */
    public Instant expiryNow() {
        return clock.instant().plus(LIFE);
    }

    /**
     * @param endpoint the only name the claim is good for; null for any
     * @throws IllegalStateException when {@value #MAX_OPEN} claims are open
     */
    public synchronized Claim make(@Nullable String endpoint) {
        String name = endpoint == null ? ANY : EndpointName.check(endpoint);
        dropExpired();
        if (open.size() >= MAX_OPEN) {
            throw new IllegalStateException("claims: at most " + MAX_OPEN + " may be open; wait until some expire");
        }
        try {
            byte[] bytes = new byte[Claim.SECRET_BYTES];
            random.nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            open.add(new Open(hash(secret), expiryNow(), name));
            save();
            return new Claim(
                    url, secret, Claim.fingerprint(authority.certificate().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("claims: cannot write " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authority's certificate cannot be written", e);
        }
    }

    /** @param request PKCS#10 in DER */
    public synchronized Redeemed redeem(String secret, byte[] request) {
        dropExpired();
        String hash = hash(secret);
        Open claim = open.stream()
                .filter(candidate -> Claim.same(candidate.hash(), hash))
                .findFirst()
                .orElse(null);
        if (claim == null) {
            return Redeemed.refused("claim: must be open; it is unknown, used or expired");
        }
        Redeemed redeemed = certify(claim, request);
        if (redeemed.refusal() == null) {
            open.remove(claim);
            try {
                save();
            } catch (IOException e) {
                throw new UncheckedIOException("claims: cannot write " + file, e);
            }
        }
        return redeemed;
    }

    /** A new certificate for a device that has shown a valid one for the same name. */
    public Redeemed renew(String endpoint, byte[] request) {
        return certify(new Open("", Instant.MAX, endpoint), request);
    }

    private Redeemed certify(Open claim, byte[] bytes) {
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(bytes);
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(request.getPublicKey()))) {
                return Redeemed.refused("certificate request: must be signed with its own key");
            }
            String name = commonName(request.getSubject().getEncoded());
            String problem = EndpointName.problem(name);
            if (problem != null) {
                return Redeemed.refused("endpoint: " + problem + ", was \"" + name + "\"");
            }
            if (!claim.endpoint().equals(ANY) && !claim.endpoint().equals(name)) {
                return Redeemed.refused("endpoint: must be " + claim.endpoint() + " for this claim, was " + name);
            }
            if (!(request.getPublicKey() instanceof java.security.interfaces.ECPublicKey key)
                    || key.getParams().getOrder().bitLength() != 256) {
                return Redeemed.refused("key: must be EC P-256");
            }
            return new Redeemed(authority.certifyDevice(name, key), null);
        } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
            return Redeemed.refused("certificate request: must be PKCS#10 in DER (" + e.getMessage() + ")");
        }
    }

    private static String commonName(byte[] subject) {
        try {
            return new javax.naming.ldap.LdapName(new javax.security.auth.x500.X500Principal(subject).getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (javax.naming.InvalidNameException | IllegalArgumentException e) {
            return "";
        }
    }

    private void dropExpired() {
        Instant now = clock.instant();
        open.removeIf(claim -> claim.expiresAt().isBefore(now));
    }

    private void save() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Open claim : open) {
            text.append(claim.hash())
                    .append(' ')
                    .append(claim.expiresAt())
                    .append(' ')
                    .append(claim.endpoint())
                    .append('\n');
        }
        WholeFile.writePrivate(file, text.toString());
    }

    private static String hash(String secret) {
        return Claim.fingerprint(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
