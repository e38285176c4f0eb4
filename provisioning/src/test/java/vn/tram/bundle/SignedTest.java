package vn.tram.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.bundle.Signed.Purpose;
import vn.tram.profiles.file.BadFileException;

class SignedTest {

    /** The pair of RFC 8032, section 7.1, test 1: what it signs must never change, for Ed25519 signs alike every time. */
    private static final String OPEN = "MCowBQYDK2VwAyEA11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static final String SECRET = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

    private final SigningKey key = SigningKey.make();
    private final VerifyingKeys keys = VerifyingKeys.of(key);

    @Test
    void what_is_signed_opens_and_is_a_comment_to_whoever_reads_the_json() throws Exception {
        Manifest manifest =
                new Manifest(7, Instant.EPOCH, List.of(new Manifest.Entry("portal.json", Hash.of(new byte[0]), 0)));
        String blob = new String(manifest.signed(List.of(key)), StandardCharsets.UTF_8);

        assertEquals(manifest, Manifest.open("", blob, keys));
        assertEquals(manifest, Manifest.parse(blob));
    }

    @Test
    void the_same_key_signs_the_same_text_alike_for_ever() throws Exception {
        SigningKey known = SigningKey.parse(OPEN, SECRET);
        String golden = "{\"format\":1}\n#ed25519 06e3fd8fda29bb60 "
                + "eIeeQqgDjAChTbz9VGx2eRAF7HjYM_J6l548wtVRKLFhadUgiMPwcPG5G977rX-dOuz1ixOsiIcsVcphQBRyCw\n";
        assertEquals(golden, Signed.sign(Purpose.BUNDLE, "{\"format\":1}", List.of(known)));
        assertEquals(OPEN, VerifyingKeys.parse(OPEN).text());
        assertEquals(SECRET, known.secret());
    }

    @Test
    void a_changed_letter_a_strangers_key_and_another_purpose_are_refused() {
        String text = Signed.sign(Purpose.BUNDLE, "{\"revision\":\"7\"}", List.of(key));
        VerifyingKeys strangers = VerifyingKeys.of(SigningKey.make());

        assertRefused("must be over what is said", text.replace("\"7\"", "\"8\""), keys, Purpose.BUNDLE);
        assertRefused("must be over what is said", text, keys, Purpose.EMERGENCY);
        assertRefused("must be of a key that is known here", text, strangers, Purpose.BUNDLE);
        assertRefused("must be of a key that is known here", text, VerifyingKeys.NONE, Purpose.BUNDLE);
        assertRefused("must be 1 to 4 lines", "{\"revision\":\"7\"}", keys, Purpose.BUNDLE);
        assertRefused("must be 1 to 4 lines", text + "{}", keys, Purpose.BUNDLE);
        assertRefused("must be: #ed25519", text + "{}\n", keys, Purpose.BUNDLE);
    }

    private static void assertRefused(String rule, String text, VerifyingKeys keys, Purpose purpose) {
        BadFileException refused = assertThrows(BadFileException.class, () -> Signed.open(purpose, "text", text, keys));
        assertTrue(refused.getMessage().contains(rule), refused.getMessage());
    }

    @Test
    void while_the_key_changes_either_key_opens_and_a_wrong_one_beside_a_right_one_is_refused() throws Exception {
        SigningKey next = SigningKey.make();
        String text = Signed.sign(Purpose.BUNDLE, "{}", List.of(next, key));
        VerifyingKeys both = VerifyingKeys.of(next, key);

        assertEquals("{}", Signed.open(Purpose.BUNDLE, "text", text, keys));
        assertEquals("{}", Signed.open(Purpose.BUNDLE, "text", text, VerifyingKeys.of(next)));
        assertTrue(Signed.namesOthers(text, keys));
        assertFalse(Signed.namesOthers(text, both));
        assertRefused("must be over what is said", text.replace("{}", "[]"), both, Purpose.BUNDLE);
        assertEquals(both, VerifyingKeys.parse(both.text() + "\n"));
    }

    @Test
    void keys_that_are_none_are_refused_without_a_word_of_the_secret() {
        assertThrows(GeneralSecurityException.class, () -> VerifyingKeys.parse(""));
        assertThrows(GeneralSecurityException.class, () -> VerifyingKeys.parse("abc"));
        assertThrows(GeneralSecurityException.class, () -> VerifyingKeys.parse((OPEN + " ").repeat(5)));
        GeneralSecurityException apart =
                assertThrows(GeneralSecurityException.class, () -> SigningKey.parse(key.open(), SECRET));
        assertTrue(apart.toString().contains("must belong together"), apart.toString());
        assertFalse(key.toString().contains(key.secret()));
    }
}
