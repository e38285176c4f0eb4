package vn.tram.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Problem;
import vn.tram.profiles.file.Secret;

/**
 * The certificate by which phones know a captive portal's API, with its key. Without one that they trust for the portal's
 * name they do not ask the API (RFC 8908, section 4), so it is checked as strictly as they do.
 *
 * @param key RSA or EC
 * @param chain the portal's own first, each followed by its issuer's
 */
public record PortalCertificate(PrivateKey key, List<X509Certificate> chain) {

    /** Where the controller gives the one that was uploaded, key and all, to devices that it has certified. */
    public static final String PATH = "/portal-certificate";

    private static final String CHAIN = "certificate";
    private static final String KEY = "key";
    private static final int DNS_NAME = 2;
    private static final String TLS_SERVER = "1.3.6.1.5.5.7.3.1";
    private static final int MAX_CHAIN = 10;
    private static final Pattern CHAIN_PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
    private static final Pattern KEY_PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    public PortalCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: must hold at least one certificate");
        }
    }

    /**
     * @param where the texts come from, for errors
     * @param name of the portal in the DNS
     * @param chainPem {@code BEGIN CERTIFICATE} (RFC 7468); what else is in the text is left out
     * @param keyPem PKCS#8, {@code BEGIN PRIVATE KEY}; may be in one text with the chain; never part of an error
     * @param authorities whom phones trust
     * @param at now
     * @throws BadFileException with everything that is wrong at once
     */
    public static PortalCertificate check(
            String where,
            String name,
            String chainPem,
            String keyPem,
            Collection<X509Certificate> authorities,
            Instant at)
            throws BadFileException {
        List<Problem> problems = new ArrayList<>();
        List<X509Certificate> chain = chain(where, chainPem, problems);
        PrivateKey key = key(where, keyPem, problems);
        if (!chain.isEmpty()) {
            X509Certificate own = chain.get(0);
            checkName(where, name, own, problems);
            checkDates(where, chain, at, problems);
            if (key != null && !fits(key, own)) {
                problems.add(new Problem(where, KEY, "must be the key of the certificate", Secret.REDACTED));
            }
            if (isOrdered(where, chain, problems) && problems.isEmpty()) {
                checkTrust(where, chain, authorities, at, problems);
            }
        }
        if (!problems.isEmpty() || key == null) {
            throw new BadFileException(problems);
        }
        return new PortalCertificate(key, chain);
    }

    /** Those whom this Java trusts, which are about those that phones trust. */
    public static List<X509Certificate> publicAuthorities() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    /** When the first certificate of the chain ends. */
    public Instant until() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** When the first certificate in {@code pem} ends that does; null when there is none. */
    public static @Nullable Instant endOf(String pem) {
        return chain("", pem, new ArrayList<>()).stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Chain and key in one text, which is a secret. */
    public String pem() {
        try {
            return Credential.chainPem(chain) + Credential.keyPem(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    public boolean isValid(Instant at) {
        return chain.stream()
                .allMatch(certificate -> !at.isBefore(certificate.getNotBefore().toInstant())
                        && at.isBefore(certificate.getNotAfter().toInstant()));
    }

    private static List<X509Certificate> chain(String where, String pem, List<Problem> problems) {
        try {
            String certificates =
                    CHAIN_PEM.matcher(pem).results().map(MatchResult::group).collect(Collectors.joining("\n"));
            List<X509Certificate> chain = Credential.parseChain(certificates);
            if (!chain.isEmpty() && chain.size() <= MAX_CHAIN) {
                return chain;
            }
            String rule = "must hold 1 to " + MAX_CHAIN + " certificates between BEGIN and END CERTIFICATE";
            problems.add(new Problem(where, CHAIN, rule, Integer.toString(chain.size())));
        } catch (GeneralSecurityException e) {
            problems.add(new Problem(where, CHAIN, "must be certificates in PEM", String.valueOf(e.getMessage())));
        }
        return List.of();
    }

    private static @Nullable PrivateKey key(String where, String pem, List<Problem> problems) {
        var base64 = KEY_PEM.matcher(pem);
        if (base64.find()) {
            for (String algorithm : List.of("EC", "RSA")) {
                try {
                    byte[] der = Base64.getMimeDecoder().decode(base64.group(1));
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (InvalidKeySpecException | IllegalArgumentException e) {
                    // The next algorithm, and in the end the problem below.
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("this Java knows no " + algorithm, e);
                }
            }
        }
        String rule = "must be an RSA or EC key as BEGIN PRIVATE KEY, without a password; others are turned into one by"
                + " openssl pkcs8 -topk8 -nodes";
        problems.add(new Problem(where, KEY, rule, pem.isBlank() ? "" : Secret.REDACTED));
        return null;
    }

    private static void checkName(String where, String name, X509Certificate own, List<Problem> problems) {
        List<String> names = names(own);
        String parent = name.substring(name.indexOf('.') + 1);
        if (!names.contains(name) && !names.contains("*." + parent)) {
            problems.add(new Problem(where, CHAIN, "must be for the name " + name, String.join(", ", names)));
        }
        try {
            List<String> uses = own.getExtendedKeyUsage();
            if (uses != null && !uses.contains(TLS_SERVER) || own.getBasicConstraints() >= 0) {
                problems.add(new Problem(
                        where, CHAIN, "must be a TLS server's", String.valueOf(own.getSubjectX500Principal())));
            }
        } catch (CertificateParsingException e) {
            problems.add(new Problem(where, CHAIN, "must say what it is for", String.valueOf(e.getMessage())));
        }
    }

    /** The names of the DNS alone: addresses and the common name count for nothing. */
    private static List<String> names(X509Certificate own) {
        try {
            Collection<List<?>> all = own.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(one -> one.get(0).equals(DNS_NAME))
                            .map(one -> one.get(1).toString().toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static void checkDates(String where, List<X509Certificate> chain, Instant at, List<Problem> problems) {
        for (int i = 0; i < chain.size(); i++) {
            Instant from = chain.get(i).getNotBefore().toInstant();
            Instant until = chain.get(i).getNotAfter().toInstant();
            if (at.isBefore(from) || !at.isBefore(until)) {
                problems.add(new Problem(
                        where, CHAIN + " " + (i + 1), "must be valid at " + at, "from " + from + " until " + until));
            }
        }
    }

    private static boolean isOrdered(String where, List<X509Certificate> chain, List<Problem> problems) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            String issuer = chain.get(i).getIssuerX500Principal().getName();
            String next = chain.get(i + 1).getSubjectX500Principal().getName();
            if (!issuer.equals(next)) {
                String rule = "must be followed by that of its issuer " + issuer;
                problems.add(new Problem(where, CHAIN + " " + (i + 1), rule, next));
                return false;
            }
        }
        return true;
    }

    private static void checkTrust(
            String where,
            List<X509Certificate> chain,
            Collection<X509Certificate> authorities,
            Instant at,
            List<Problem> problems) {
        X509Certificate last = chain.get(chain.size() - 1);
        boolean hasRoot = chain.size() > 1 && last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
        try {
            Set<TrustAnchor> anchors = Set.copyOf(
                    authorities.stream().map(one -> new TrustAnchor(one, null)).toList());
            PKIXParameters parameters = new PKIXParameters(anchors);
            // Phones ask for revocation by their own rules; before the login nobody could be asked.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(hasRoot ? chain.subList(0, chain.size() - 1) : chain),
                            parameters);
        } catch (GeneralSecurityException e) {
            String rule = "must lead to an authority that phones trust, with everything between";
            String issuer = last.getIssuerX500Principal().getName();
            problems.add(new Problem(where, CHAIN, rule, issuer + " (" + e.getMessage() + ")"));
        }
    }

    private static boolean fits(PrivateKey key, X509Certificate own) {
        try {
            byte[] text = new byte[32];
            new SecureRandom().nextBytes(text);
            Signature signature =
                    Signature.getInstance("SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(own.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "PortalCertificate[" + chain.get(0).getSubjectX500Principal() + ", until " + until()
                + ", key=[redacted]]";
    }
}
