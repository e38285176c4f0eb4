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
import vn.tram.identity.Credential;
import vn.tram.identity.EndpointName;
import vn.tram.profiles.file.WholeFile;

/**
 * The claims that are open. Each is good for one certificate, for a day, and for one endpoint name when the engineer
 * named it. A device that did not hear the answer may ask again with the same key, and gets a certificate for it again.
 * Only the hash of a claim's secret is kept, one line a claim: {@code hash expiry endpoint-or-*}, and behind them, once
 * it is used, the fingerprint of the key. Safe for use by many threads; a claim is durable when {@link #make} returns
 * and used when {@link #redeem} does.
 */
public final class Claims {

    public static final Duration LIFE = Duration.ofHours(24);
    public static final int MAX_OPEN = 1000;

    /** Used ones that may be asked for again; the oldest go first. */
    private static final int MAX_USED = 1000;

    private static final String NOT_OPEN = "claim: must be open; it is unknown, used or expired";
    private static final String ANY = "*";

    private final Authority authority;
    private final Path file;
    private final URI url;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final List<Kept> kept = new ArrayList<>();

    /** @param key fingerprint of the key that it was used for; empty while it is open */
    private record Kept(String hash, Instant expiresAt, String endpoint, String key) {
        boolean isUsed() {
            return !key.isEmpty();
        }
    }

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
                kept.add(new Kept(parts[0], Instant.parse(parts[1]), parts[2], parts.length > 3 ? parts[3] : ""));
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
        if (kept.stream().filter(claim -> !claim.isUsed()).count() >= MAX_OPEN) {
            throw new IllegalStateException("claims: at most " + MAX_OPEN + " may be open; wait until some expire");
        }
        try {
            byte[] bytes = new byte[Claim.SECRET_BYTES];
            random.nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            kept.add(new Kept(hash(secret), expiryNow(), name, ""));
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
        Kept claim = kept.stream()
                .filter(candidate -> Claim.same(candidate.hash(), hash))
                .findFirst()
                .orElse(null);
        if (claim == null) {
            return Redeemed.refused(NOT_OPEN);
        }
        Redeemed redeemed = certify(claim, request);
        if (redeemed.refusal() != null) {
            return redeemed;
        }
        X509Certificate certificate = redeemed.chain().get(0);
        String key = Claim.fingerprint(certificate.getPublicKey().getEncoded());
        if (claim.isUsed()) {
            return Claim.same(claim.key(), key) ? redeemed : Redeemed.refused(NOT_OPEN);
        }
        use(claim, Credential.nameOf(certificate, "CN"), key);
        return redeemed;
    }

    private void use(Kept claim, String endpoint, String key) {
        kept.remove(claim);
        kept.add(new Kept(claim.hash(), claim.expiresAt(), endpoint, key));
        if (kept.size() > MAX_OPEN + MAX_USED) {
            kept.remove(kept.stream().filter(Kept::isUsed).findFirst().orElse(claim));
        }
        try {
            save();
        } catch (IOException e) {
            throw new UncheckedIOException("claims: cannot write " + file, e);
        }
    }

    /** A new certificate for a device that has shown a valid one for the same name. */
    public Redeemed renew(String endpoint, byte[] request) {
        return certify(new Kept("", Instant.MAX, endpoint, ""), request);
    }

    private Redeemed certify(Kept claim, byte[] bytes) {
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
        kept.removeIf(claim -> claim.expiresAt().isBefore(now));
    }

    private void save() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Kept claim : kept) {
            text.append(claim.hash())
                    .append(' ')
                    .append(claim.expiresAt())
                    .append(' ')
                    .append(claim.endpoint())
                    .append(claim.isUsed() ? " " + claim.key() : "")
                    .append('\n');
        }
        WholeFile.writePrivate(file, text.toString());
    }

    private static String hash(String secret) {
        return Claim.fingerprint(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
