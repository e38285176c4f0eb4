package vn.tram.portal.opennds;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import vn.tram.profiles.file.Secret;

/**
 * What we share with the openNDS gateways whose people we serve.
 *
 * @param level {@code fas_secure_enabled}: 1, 2 or 3
 * @param key {@code faskey}, at most 32 bytes
 * @param gateways address and port of each, such as {@code 10.94.0.1:2050}: nobody is sent anywhere else
 * @param askers addresses from which they ask whom to let in (level 3)
 */
public record FasSettings(int level, Secret key, Set<String> gateways, Set<String> askers) {

    static final int KEY_BYTES = 32;

    public FasSettings {
        gateways = Set.copyOf(gateways);
        askers = Set.copyOf(askers);
        if (level < 1 || level > 3) {
            throw new IllegalArgumentException("level: must be 1, 2 or 3, was " + level);
        }
        int bytes = key.value().getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > KEY_BYTES) {
            throw new IllegalArgumentException("key: must have 1 to " + KEY_BYTES + " bytes, had " + bytes);
        }
    }
}
