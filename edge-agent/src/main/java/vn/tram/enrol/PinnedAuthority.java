package vn.tram.enrol;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import vn.tram.identity.Claim;

/** Believes a server whose certificate was signed by the one authority that the claim names. */
final class PinnedAuthority implements X509TrustManager {

    private final String fingerprint;

    PinnedAuthority(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        X509Certificate authority = chain[chain.length - 1];
        if (chain.length < 2 || !Claim.same(Claim.fingerprint(authority.getEncoded()), fingerprint)) {
            throw new CertificateException("the server's authority must be the one that the claim names");
        }
        try {
            chain[0].checkValidity();
            chain[0].verify(authority.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the server's certificate must be signed by the claim's authority", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a device accepts no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
