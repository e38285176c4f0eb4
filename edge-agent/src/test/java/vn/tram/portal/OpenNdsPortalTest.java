package vn.tram.portal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.bundle.Hash;
import vn.tram.portal.Hotspot.Answer;
import vn.tram.portal.opennds.FasSettings;
import vn.tram.portal.opennds.OpenNdsGate;
import vn.tram.profiles.file.Secret;

/** The portal for people whom an access point with openNDS sends; the gateway says what a recorded one said. */
@Timeout(60)
class OpenNdsPortalTest {

    private static final String KEY = "1234567890";
    private static final String HID = "4b".repeat(32);
    private static final String GATEWAY = "127.0.0.1:2050";
    private static final String NAME = "Ch%e1%bb%a3%20L%e1%bb%9bn";

    @TempDir
    Path folder;

    private Hotspot hotspot;

    @BeforeEach
    void open() throws Exception {
        hotspot = new Hotspot(folder);
    }

    @AfterEach
    void close() throws IOException {
        hotspot.close();
    }

    private void level(int level, String... askers) throws IOException {
        FasSettings settings = new FasSettings(level, new Secret(KEY), Set.of(GATEWAY), Set.of(askers));
        hotspot.standsBehind(new OpenNdsGate(settings, () -> hotspot.now, new Random(3)));
    }

    /** As openNDS 9.10 encrypts it at levels 2 and 3. */
    private static String query(String clientAddress) throws GeneralSecurityException {
        String plain = "hid=" + HID + ", clientip=" + clientAddress + ", clientmac=02:00:5e:10:00:01,"
                + " client_type=cpd_can, gatewayname=" + NAME
                + ", gatewayurl=http%3a%2f%2fstatus.client, version=9.10.0,"
                + " gatewayaddress=" + GATEWAY + ", gatewaymac=2a8ed98e709b, authdir=opennds_auth,"
                + " originurl=http%3a%2f%2fconnectivitycheck.gstatic.com%2fgenerate_204, clientif=br-lan,"
                + " themespec=(null), (null)(null)(null)(null)";
        String iv = "bb939a29f2d554f6";
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(KEY.getBytes(StandardCharsets.US_ASCII), 32), "AES"),
                new IvParameterSpec(iv.getBytes(StandardCharsets.US_ASCII)));
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] once = base64.encode(cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        return "fas=" + base64.encodeToString(once) + "&iv=" + iv;
    }

    private void isSent() throws GeneralSecurityException {
        Answer sent = hotspot.get("/fas?" + query("127.0.0.1"));
        assertEquals(303, sent.status(), sent::toString);
        assertEquals("/", sent.header("location"));
    }

    private Answer presses() {
        return hotspot.post("/login", Map.of("seal", Hotspot.seal(hotspot.get("/")), "lang", "vi"));
    }

    private String asks(String question, String payload) {
        String base64 = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        Answer answer = hotspot.post(
                "/fas",
                Map.of(
                        "auth_get",
                        question,
                        "gatewayhash",
                        Hash.of(NAME.getBytes(StandardCharsets.UTF_8)),
                        "payload",
                        base64),
                "User-Agent: openNDS(authmon;NDS:9.10.0;)");
        assertEquals(200, answer.status(), answer::toString);
        return answer.body();
    }

    @Test
    void at_level_2_the_client_carries_our_word_to_the_gateway_and_is_in_when_that_sends_it_back() throws Exception {
        level(2);
        isSent();
        Answer pressed = presses();
        assertEquals(303, pressed.status());
        Matcher to = Pattern.compile(
                        "http://127\\.0\\.0\\.1:2050/opennds_auth/\\?tok=([0-9a-f]{64})&custom=[^&]+&redir=(.+)")
                .matcher(pressed.header("location"));
        assertTrue(to.matches(), pressed.header("location"));
        assertEquals(Hash.of((HID + KEY).getBytes(StandardCharsets.US_ASCII)), to.group(1));
        String back = URLDecoder.decode(to.group(2), StandardCharsets.UTF_8)
                .replaceFirst("^http://127\\.0\\.0\\.1:[0-9]+", "");

        assertEquals(302, hotspot.get("/welcome?lang=vi").status(), "it has not been there");
        assertEquals(
                302,
                hotspot.get("/welcome?lang=vi&came=" + "0".repeat(32)).status(),
                "nor has it with a made-up proof");
        Answer welcome = hotspot.get(back);
        assertEquals(200, welcome.status(), back);
        assertTrue(welcome.body().contains("Bạn đã vào mạng"));
    }

    @Test
    void at_level_3_success_is_shown_when_the_gateway_says_that_it_has_let_the_client_in() throws Exception {
        level(3, "127.0.0.1");
        isSent();
        assertEquals("", asks("clear", "none"));
        CompletableFuture<Answer> pressed = CompletableFuture.supplyAsync(this::presses);
        String[] list = {"*"};
        await().until(() -> {
            list[0] = asks("view", "none");
            return !list[0].equals("*");
        });
        assertFalse(pressed.isDone());
        assertEquals(302, hotspot.get("/welcome").status());
        String token = list[0].substring(2, 66);
        assertEquals(Hash.of((HID + KEY).getBytes(StandardCharsets.US_ASCII)), token);
        assertTrue(list[0].contains("%20240%20"), "four hours, in minutes: " + list[0]);

        assertEquals("ack", asks("view", "* " + token));
        assertEquals("/welcome?lang=vi", pressed.get().header("location"));
        assertTrue(hotspot.get("/welcome").body().contains("Bạn đã vào mạng"));
    }

    @Test
    void a_stranger_who_asks_whom_to_let_in_learns_nothing() throws Exception {
        level(3, "10.95.0.1");
        Answer answer = hotspot.post("/fas", Map.of("auth_get", "list", "gatewayhash", "ab".repeat(32)));
        assertEquals(403, answer.status());
        assertEquals(403, hotspot.post("/fas", Map.of("auth_get", "list")).status());
    }

    @Test
    void whoever_presents_what_was_said_of_another_is_refused_and_so_is_what_is_not_encrypted_for_us()
            throws Exception {
        level(2);
        assertEquals(403, hotspot.get("/fas?" + query("10.77.0.9")).status());
        assertEquals(
                403, hotspot.get("/fas?fas=bm9uc2Vuc2U=&iv=0123456789abcdef").status());
        assertEquals(403, hotspot.get("/").status(), "nobody is known by then");
    }
}
