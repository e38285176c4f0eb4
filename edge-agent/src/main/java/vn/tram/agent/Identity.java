package vn.tram.agent;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.enrol.Enrolment;
import vn.tram.identity.Claim;
import vn.tram.identity.Credential;

/** The device's certificate: the saved one, or one that is asked for until the controller gives it. */
final class Identity {

    private static final Logger log = LoggerFactory.getLogger(Identity.class);
    private static final long FIRST_RETRY_SECONDS = 2;
    private static final long LAST_RETRY_SECONDS = 60;

    private final AgentConfig config;
    private final InstantSource clock;
    private final Enrolment enrolment;
    private @Nullable Credential present;

    Identity(AgentConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.enrolment = new Enrolment(config.data(), config.endpoint());
    }

    /**
     * The certificate; null when the broker needs none. Waits while the controller cannot be reached.
     *
     * @throws GeneralSecurityException when there is no certificate and no claim, the claim was refused, or the saved
     *     certificate cannot be used
     */
    @Nullable
    Credential obtain() throws IOException, GeneralSecurityException, InterruptedException {
        present = usable(enrolment.saved());
        boolean isNeeded = "mqtts".equals(config.broker().getScheme());
        Claim claim = config.claim();
        if (present != null || !isNeeded && claim == null) {
            return present;
        }
        if (claim == null) {
            throw new GeneralSecurityException("certificate: there is none in " + config.data()
                    + ", and no claim to get one with; ask an engineer for a claim");
        }
        long retrySeconds = FIRST_RETRY_SECONDS;
        while (present == null) {
            try {
                present = enrolment.redeem(claim);
                log.info("enrolled as {}", config.endpoint());
            } catch (GeneralSecurityException e) {
                throw new GeneralSecurityException(e.getMessage() + "; ask an engineer for a new claim", e);
            } catch (IOException e) {
                log.warn("no certificate yet: {}; asking again in {} s", e.getMessage(), retrySeconds);
                TimeUnit.SECONDS.sleep(retrySeconds);
                retrySeconds = Math.min(LAST_RETRY_SECONDS, retrySeconds * 2);
            }
        }
        return present;
    }

    /**
     * The saved certificate, unless a claim asks for another: under another name, or from another authority.
     *
     * @throws GeneralSecurityException when it is for another name, and there is no claim
     */
    private @Nullable Credential usable(@Nullable Credential saved) throws GeneralSecurityException {
        if (saved == null) {
            return null;
        }
        String name = Credential.nameOf(saved.certificate(), "CN");
        Claim claim = config.claim();
        if (claim != null) {
            String authority = Claim.fingerprint(saved.authority().getEncoded());
            boolean isClaimed = name.equals(config.endpoint()) && Claim.same(authority, claim.authority());
            return isClaimed ? saved : null;
        }
        if (!name.equals(config.endpoint())) {
            throw new GeneralSecurityException("certificate in " + config.data() + ": must be for the endpoint "
                    + config.endpoint() + ", is for " + name + "; ask an engineer for a claim");
        }
        return saved;
    }

    /** A new certificate when the present one nears its end; null while it does not. */
    @Nullable
    Credential renewIfDue() throws IOException, GeneralSecurityException {
        Credential before = present;
        URI controller = config.controller();
        if (before == null || controller == null) {
            return null;
        }
        Credential after = enrolment.renewIfDue(before, controller.resolve("/renew"), clock.instant());
        present = after;
        return after.certificate().equals(before.certificate()) ? null : after;
    }
}
