package vn.tram.portal.opennds;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;
import vn.tram.bundle.Hash;

/**
 * Somebody whom an openNDS gateway has sent to us (openNDS 9.10 and 10, FAS levels 1 to 3). The gateway signs nothing, so
 * what is said here is believed only as far as it harms nobody: the door that opens is the one whose number is named.
 *
 * @param hid the gateway's number for the client: 64 hexadecimal digits
 * @param gateway address and port
 * @param gatewayHash by which the gateway names itself when it asks whom to let in (level 3)
 * @param authPath where a client presents itself
 * @param origin where the client wanted to go; null when that is no web address
 */
public record FasRequest(
        String hid,
        Client client,
        String gateway,
        String gatewayHash,
        String authPath,
        @Nullable String origin) {

    private static final int MOST_BYTES = 8192;
    private static final Pattern HID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern WEB = Pattern.compile("https?://[\\x21-\\x7e&&[^\"'<>\\\\]]{1,1000}");

    /**
     * @param query as it came, without the question mark
     * @throws BadFasException when it is not from a gateway of ours
     */
    public static FasRequest parse(String query, FasSettings settings) throws BadFasException {
        Map<String, String> parameters = parameters(query);
        String fas = need(parameters, "fas");
        // A level decides how the client is told; one that a sender could choose would be no level.
        String plain = settings.level() == 1
                ? new String(base64("fas", fas), StandardCharsets.UTF_8)
                : decrypted(fas, need(parameters, "iv"), settings);
        return of(fields(plain), settings);
    }

    private static Map<String, String> parameters(String query) throws BadFasException {
        if (query.length() > MOST_BYTES) {
            throw new BadFasException("query", "must have at most " + MOST_BYTES + " characters", query);
        }
        Map<String, String> found = new HashMap<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                found.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return found;
    }

    private static String need(Map<String, String> map, String key) throws BadFasException {
        String value = map.get(key);
        if (value == null || value.isEmpty()) {
            throw new BadFasException(key, "must be there", "absent");
        }
        return value;
    }

    private static byte[] base64(String what, String text) throws BadFasException {
        try {
            return Base64.getDecoder().decode(unescaped(text));
        } catch (IllegalArgumentException e) {
            throw new BadFasException(what, "must be in base64", text);
        }
    }

    /** Some browsers escape what has a meaning in a query; a plus sign has none here. */
    private static String unescaped(String text) {
        return text.replace("%3d", "=")
                .replace("%3D", "=")
                .replace("%2b", "+")
                .replace("%2B", "+")
                .replace("%2f", "/")
                .replace("%2F", "/");
    }

    /** AES-256-CBC under the key filled up with zeros; the initial vector is the digits themselves, not their value. */
    private static String decrypted(String fas, String iv, FasSettings settings) throws BadFasException {
        byte[] vector = iv.getBytes(StandardCharsets.US_ASCII);
        if (vector.length != 16) {
            throw new BadFasException("iv", "must have 16 characters", iv);
        }
        byte[] inner = base64("fas", fas);
        byte[] encrypted = base64("fas", new String(inner, StandardCharsets.US_ASCII));
        byte[] key = Arrays.copyOf(settings.key().value().getBytes(StandardCharsets.UTF_8), FasSettings.KEY_BYTES);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            return new String(cipher.doFinal(encrypted), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new BadFasException("fas", "must be encrypted with the shared key", fas);
        }
    }

    private static Map<String, String> fields(String plain) {
        Map<String, String> fields = new HashMap<>();
        for (String part : plain.split(", ")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return fields;
    }

    private static FasRequest of(Map<String, String> fields, FasSettings settings) throws BadFasException {
        String hid = need(fields, "hid");
        if (!HID.matcher(hid).matches()) {
            throw new BadFasException("hid", "must be 64 hexadecimal digits", hid);
        }
        String gateway = need(fields, "gatewayaddress");
        if (!settings.gateways().contains(gateway)) {
            throw new BadFasException("gatewayaddress", "must be a gateway of ours", gateway);
        }
        String authPath = fields.getOrDefault("authdir", "opennds_auth");
        if (!PATH.matcher(authPath).matches()) {
            throw new BadFasException("authdir", "must be a plain name", authPath);
        }
        return new FasRequest(
                hid,
                client(need(fields, "clientmac"), need(fields, "clientip")),
                gateway,
                Hash.of(need(fields, "gatewayname").getBytes(StandardCharsets.UTF_8)),
                authPath,
                origin(fields.get("originurl")));
    }

    private static Client client(String mac, String address) throws BadFasException {
        try {
            return new Client(mac.toLowerCase(Locale.ROOT), address);
        } catch (IllegalArgumentException e) {
            throw new BadFasException("clientmac, clientip", "must be addresses", mac + ", " + address);
        }
    }

    private static @Nullable String origin(@Nullable String encoded) {
        try {
            // The gateway has undone what the client had escaped.
            String url = encoded == null
                    ? ""
                    : URLDecoder.decode(encoded, StandardCharsets.UTF_8).replace(" ", "%20");
            return WEB.matcher(url).matches() ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** By what the gateway knows that we have let the client in. */
    public String token(FasSettings settings) {
        return Hash.of((hid + settings.key().value().strip()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the client goes to be let in (levels 1 and 2).
     *
     * @param then where the gateway sends it afterwards
     * @param custom for the gateway's own log; neither name nor address of anybody
     */
    public String authUrl(FasSettings settings, String then, String custom) {
        return "http://" + gateway + "/" + authPath + "/?tok=" + token(settings)
                + "&custom=" + encode(Base64.getEncoder().encodeToString(custom.getBytes(StandardCharsets.UTF_8)))
                + "&redir=" + encode(then);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
