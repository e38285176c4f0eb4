package vn.tram.content;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who gives devices their certificates; the authority, as the device listener sees it. */
public interface Enrolling {

    /** @param request PKCS#10 in DER */
    Answer redeem(String secret, byte[] request);

    /**
     * @param endpoint the name in the valid certificate that the device has shown
     * @param request PKCS#10 in DER
     */
    Answer renew(String endpoint, byte[] request);

    /**
     * A certificate chain, or why there is none.
     *
     * @param refusal null when there is a chain
     */
    record Answer(List<X509Certificate> chain, @Nullable String refusal) {
        public Answer {
            chain = List.copyOf(chain);
        }
    }
}
