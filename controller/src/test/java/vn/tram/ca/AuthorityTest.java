package vn.tram.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.identity.Claim;
import vn.tram.identity.Credential;
import vn.tram.identity.Pkcs10;

class AuthorityTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-24T05:00:00Z");
    private Authority authority;
    private Claims claims;

    @BeforeEach
    void an_authority_with_no_open_claim() throws Exception {
        authority = Authority.open(folder, "Tỉnh Bắc Ninh", () -> now);
        claims = claims();
    }

    private Claims claims() throws Exception {
        return new Claims(authority, folder.resolve("claims"), URI.create("https://127.0.0.1:8443/enrol"), () -> now);
    }

    @Test
    void a_claim_buys_a_certificate_that_the_authority_signed_for_the_devices_own_key() throws Exception {
        KeyPair keys = Credential.newKeys();
        Claim claim = claims.make(null);

        Claims.Redeemed redeemed = claims.redeem(claim.secret(), Pkcs10.request("hs-001", keys));

        assertNull(redeemed.refusal());
        X509Certificate certificate = redeemed.chain().get(0);
        certificate.verify(authority.certificate().getPublicKey());
        assertEquals(keys.getPublic(), certificate.getPublicKey());
        assertEquals("hs-001", Credential.nameOf(certificate, "CN"));
        assertEquals("", Credential.nameOf(certificate, "O"));
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints());
    }

    @Test
    void a_claim_is_good_once_also_across_a_restart() throws Exception {
        byte[] request = Pkcs10.request("hs-001", Credential.newKeys());
        Claim used = claims.make(null);
        Claim unused = claims.make(null);
        assertNull(claims.redeem(used.secret(), request).refusal());

        Claims restarted = claims();

        assertEquals(
                "claim: must be open; it is unknown, used or expired",
                restarted
                        .redeem(used.secret(), Pkcs10.request("hs-001", Credential.newKeys()))
                        .refusal());
        assertNull(restarted.redeem(unused.secret(), request).refusal());
    }

    @Test
    void a_device_that_did_not_hear_the_answer_asks_again_with_its_key_and_gets_it() throws Exception {
        KeyPair keys = Credential.newKeys();
        Claim claim = claims.make(null);
        assertNull(claims.redeem(claim.secret(), Pkcs10.request("hs-001", keys)).refusal());

        Claims restarted = claims();
        Claims.Redeemed again = restarted.redeem(claim.secret(), Pkcs10.request("hs-001", keys));
        assertEquals(keys.getPublic(), again.chain().get(0).getPublicKey());
        assertEquals(
                "endpoint: must be hs-001 for this claim, was hs-002",
                restarted.redeem(claim.secret(), Pkcs10.request("hs-002", keys)).refusal());
    }

    @Test
    void a_claim_is_good_for_a_day() throws Exception {
        Claim claim = claims.make(null);
        now = now.plus(Duration.ofHours(25));
        assertNotNull(claims.redeem(claim.secret(), Pkcs10.request("hs-001", Credential.newKeys()))
                .refusal());
    }

    @Test
    void a_claim_for_one_name_buys_no_other_and_stays_open() throws Exception {
        Claim claim = claims.make("hs-001");
        assertEquals(
                "endpoint: must be hs-001 for this claim, was hs-002",
                claims.redeem(claim.secret(), Pkcs10.request("hs-002", Credential.newKeys()))
                        .refusal());
        assertNull(claims.redeem(claim.secret(), Pkcs10.request("hs-001", Credential.newKeys()))
                .refusal());
    }

    @Test
    void nonsense_instead_of_a_request_is_refused_and_the_claim_stays_open() throws Exception {
        Claim claim = claims.make(null);
        assertNotNull(claims.redeem(claim.secret(), new byte[] {1, 2, 3}).refusal());
        byte[] forged = Pkcs10.request("hs-001", Credential.newKeys());
        forged[forged.length - 1] ^= 1;
        assertNotNull(claims.redeem(claim.secret(), forged).refusal());
        assertNull(claims.redeem(claim.secret(), Pkcs10.request("hs-001", Credential.newKeys()))
                .refusal());
    }

    @Test
    void opening_again_finds_the_same_authority_and_only_its_owner_can_read_the_key() throws Exception {
        assertEquals(
                authority.certificate(),
                Authority.open(folder, "another name", () -> now).certificate());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ca.key"))));
    }

    @Test
    void the_controllers_credential_survives_being_written_as_pem() throws Exception {
        Credential credential = authority.certifyController("controller", List.of("localhost", "127.0.0.1"));
        Credential again =
                Credential.parse(Credential.keyPem(credential.key()), Credential.chainPem(credential.chain()));
        assertEquals(credential, again);
        assertEquals("Tram controller", Credential.nameOf(again.certificate(), "O"));
        assertEquals(2, again.certificate().getSubjectAlternativeNames().size());
        assertEquals("TLS", again.tls().getProtocol());
    }

    @Test
    void a_claims_text_reads_back_and_its_secret_is_not_printed() {
        Claim claim = claims.make(null);
        assertEquals(claim, Claim.parse(" " + claim.text() + "\n"));
        assertTrue(claim.toString().endsWith("#[redacted]"));
        assertNull(Claim.parse("https://127.0.0.1:8443/enrol#short.too"));
        assertNull(Claim.parse("http://127.0.0.1:8443/enrol#" + claim.secret() + "." + claim.authority()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Claim(URI.create("https://h/other"), claim.secret(), claim.authority()));
    }

    @Test
    void a_claim_says_where_the_broker_is_and_which_prefix_topics_have_when_a_device_could_not_guess_it() {
        URI enrol = URI.create("https://noc.example.vn:8443/enrol");
        String rest = "#" + "s".repeat(22) + "." + "f".repeat(43);

        Claim both = Claim.parse(Claim.url(enrol, URI.create("mqtts://mq.example.vn:8884"), "bn/1") + rest);
        Claim prefixOnly = Claim.parse(Claim.url(enrol, null, "bn") + rest);
        Claim neither = Claim.parse(Claim.url(enrol, null, "") + rest);

        assertEquals(
                "https://noc.example.vn:8443/enrol?broker=mqtts://mq.example.vn:8884&prefix=bn/1",
                both == null ? "" : both.url().toString());
        assertEquals(URI.create("mqtts://mq.example.vn:8884"), both == null ? null : both.broker());
        assertEquals("bn/1", both == null ? "" : both.prefix());
        assertEquals("bn", prefixOnly == null ? "" : prefixOnly.prefix());
        assertEquals(new Claim(enrol, "s".repeat(22), "f".repeat(43)), neither);
        assertNull(Claim.parse(enrol + "?broker=http://mq.example.vn" + rest));
        assertNull(Claim.parse(enrol + "?other=1" + rest));
    }
}
