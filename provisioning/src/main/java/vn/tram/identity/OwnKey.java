package vn.tram.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one credential, whichever side of TLS this is. The JDK's own key managers want a key store, and that encrypts the
 * key with ten thousand rounds of a hash only to decrypt it again: a tenth of a small device's start.
 */
final class OwnKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "tram";

    private final Credential credential;

    OwnKey(Credential credential) {
        this.credential = credential;
    }

    private @Nullable String choose(Principal @Nullable [] issuers, String... keyTypes) {
        boolean usable = Set.of(keyTypes).contains(credential.key().getAlgorithm());
        return usable && isBelieved(issuers) ? ALIAS : null;
    }

    /** @param issuers whom the other side believes; null or none when it does not say */
    private boolean isBelieved(Principal @Nullable [] issuers) {
        if (issuers == null || issuers.length == 0) {
            return true;
        }
        Set<Principal> believed = Set.of(issuers);
        return credential.chain().stream()
                .anyMatch(certificate -> believed.contains(certificate.getIssuerX500Principal()));
    }

    private static String @Nullable [] listed(@Nullable String alias) {
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(issuers, keyTypes);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(issuers, keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(issuers, keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(issuers, keyType);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return listed(choose(issuers, keyType));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return listed(choose(issuers, keyType));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return credential.key();
    }
}
