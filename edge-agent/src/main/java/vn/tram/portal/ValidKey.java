package vn.tram.portal;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import vn.tram.identity.PortalCertificate;

/**
 * Shows the certificate that is valid at the moment of each handshake. A handshake chooses first and fetches later, so
 * that a change in between could mix two: the one that was chosen last but one is kept for it.
 */
final class ValidKey extends X509ExtendedKeyManager {

    private final Supplier<@Nullable PortalCertificate> valid;
    private @Nullable PortalCertificate chosen;
    private @Nullable PortalCertificate before;

    ValidKey(Supplier<@Nullable PortalCertificate> valid) {
        this.valid = valid;
    }

    private synchronized @Nullable String choose(String keyType) {
        PortalCertificate now = valid.get();
        if (now == null || !now.key().getAlgorithm().equals(keyType)) {
            return null;
        }
        if (!now.equals(chosen)) {
            before = chosen;
            chosen = now;
        }
        return alias(now);
    }

    private static String alias(PortalCertificate certificate) {
        return certificate.chain().get(0).getSerialNumber().toString(16);
    }

    private synchronized PortalCertificate of(String alias) {
        PortalCertificate last = Objects.requireNonNull(chosen, "chosen before it is fetched");
        PortalCertificate older = before;
        return older != null && !alias(last).equals(alias) && alias(older).equals(alias) ? older : last;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = choose(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return of(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return of(alias).key();
    }
}
