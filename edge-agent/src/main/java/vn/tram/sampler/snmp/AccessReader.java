package vn.tram.sampler.snmp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.snmp.SnmpAccess.Auth;
import vn.tram.sampler.snmp.SnmpAccess.AuthProtocol;
import vn.tram.sampler.snmp.SnmpAccess.Privacy;
import vn.tram.sampler.snmp.SnmpAccess.PrivacyProtocol;

/**
 * Reads from settings who we are to a device: {@code version: 1|2c|3} with {@code community}, or with {@code user},
 * {@code auth}, {@code privacy}, {@code context} and {@code engine-id}. MD5 and DES need {@code weak-algorithms: true}.
 */
public final class AccessReader {

    /** RFC 3414, section 11.2. */
    private static final int SHORTEST_PASSWORD = 8;

    private static final String NOT_THE_VERSION = "does not go with this version";

    private AccessReader() {}

    /** Problems are noted in {@code map}; the result is of use only after its {@link YamlMap#done}. */
    public static SnmpAccess read(YamlMap map) {
        String version = map.text("version", map.has("user") ? "3" : "2c");
        return switch (version) {
            case "1", "2c" -> {
                refuse(map, "user", "auth", "privacy", "context", "engine-id", "weak-algorithms");
                yield new SnmpAccess.Community(version.equals("1"), map.secret("community", null));
            }
            case "3" -> {
                refuse(map, "community");
                yield user(map);
            }
            default -> {
                map.problem("version", "must be 1, 2c or 3", version);
                ignore(map, "community", "user", "auth", "privacy", "context", "engine-id", "weak-algorithms");
                yield new SnmpAccess.Community(false, new Secret(""));
            }
        };
    }

    private static void refuse(YamlMap map, String... keys) {
        for (String key : keys) {
            if (map.has(key)) {
                map.problem(key, NOT_THE_VERSION, "");
            }
        }
        ignore(map, keys);
    }

    /** Asked for, so that they are not unknown keys as well. */
    private static void ignore(YamlMap map, String... keys) {
        for (String key : keys) {
            if (key.equals("auth") || key.equals("privacy")) {
                YamlMap inner = map.map(key);
                inner.optionalText("protocol");
                inner.secret("password", new Secret(""));
            } else {
                map.secret(key, new Secret(""));
            }
        }
    }

    private static SnmpAccess user(YamlMap map) {
        String name = map.text("user");
        boolean weak = map.flag("weak-algorithms", false);
        Auth auth = map.has("auth") ? auth(map.map("auth"), weak) : null;
        Privacy privacy = map.has("privacy") ? privacy(map.map("privacy"), weak) : null;
        if (privacy != null && auth == null) {
            map.problem("auth", "must be given, for privacy needs it", "");
            auth = new Auth(AuthProtocol.SHA_256, new Secret(""));
        }
        return new SnmpAccess.User(name, auth, privacy, map.text("context", ""), engineId(map));
    }

    private static Auth auth(YamlMap map, boolean weak) {
        return new Auth(
                protocol(map, AuthProtocol.values(), AuthProtocol::label, AuthProtocol::of, AuthProtocol::isWeak, weak),
                password(map));
    }

    private static Privacy privacy(YamlMap map, boolean weak) {
        return new Privacy(
                protocol(
                        map,
                        PrivacyProtocol.values(),
                        PrivacyProtocol::label,
                        PrivacyProtocol::of,
                        PrivacyProtocol::isWeak,
                        weak),
                password(map));
    }

    private static <P> P protocol(
            YamlMap map,
            P[] all,
            Function<P, String> label,
            Function<String, Optional<P>> parse,
            Predicate<P> isWeak,
            boolean weakAllowed) {
        String text = map.text("protocol");
        P found = parse.apply(text).orElse(null);
        if (found == null && !text.isEmpty()) {
            List<String> names = Arrays.stream(all).map(label).toList();
            map.problem("protocol", "must be one of " + String.join(", ", names), "\"" + text + "\"");
        } else if (found != null && isWeak.test(found) && !weakAllowed) {
            map.problem("protocol", "is broken by today's means; allow it by weak-algorithms: true", text);
        }
        return found == null ? all[0] : found;
    }

    private static Secret password(YamlMap map) {
        Secret password = map.secret("password", null);
        int length = password.value().length();
        if (length > 0 && length < SHORTEST_PASSWORD) {
            map.problem("password", "must have at least " + SHORTEST_PASSWORD + " characters", Secret.REDACTED);
        }
        return password;
    }

    private static String engineId(YamlMap map) {
        @Nullable String text = map.optionalText("engine-id");
        String digits = text == null ? "" : text.replaceFirst("^0x", "").replace(":", "");
        if (text != null && !digits.matches("([0-9a-fA-F]{2}){5,32}")) {
            map.problem("engine-id", "must be 5 to 32 octets in hexadecimal, such as 80001f8880aabbccdd", text);
        }
        return digits.toLowerCase(Locale.ROOT);
    }
}
