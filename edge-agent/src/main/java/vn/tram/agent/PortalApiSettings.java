package vn.tram.agent;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.YamlMap;

/**
 * The part {@code portal.api} of an agent's settings: the API that phones ask (RFC 8908), and who tells them of it.
 *
 * @param listen by TLS
 * @param certificate in PEM; null when what an engineer has uploaded at the controller is to be used
 * @param key in PEM; null with the certificate
 * @param authority whom the phones here trust besides those that all do; null for nobody
 * @param dhcpOptions file that the hotspot's dnsmasq has as {@code dhcp-optsfile}; null when it is told by hand
 * @param dnsmasqPid where that dnsmasq says who it is; null when it is not to be told that the file has changed
 */
public record PortalApiSettings(
        InetSocketAddress listen,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path authority,
        @Nullable Path dhcpOptions,
        @Nullable Path dnsmasqPid) {

    /**
     * @param folder of the settings file
     * @param hasController whether there is somebody who can have a certificate for us
     */
    static PortalApiSettings of(YamlMap map, Path folder, boolean hasController) {
        Path certificate = path(map, "certificate", folder);
        Path key = path(map, "key", folder);
        if ((certificate == null) != (key == null)) {
            map.problem("certificate", "must be there with key, or neither of them", "one of them");
        } else if (certificate == null && !hasController) {
            map.problem("certificate", "must be there with key where there is no controller to upload them at", "");
        }
        return new PortalApiSettings(
                Addresses.of(map, "listen", "0.0.0.0:8443", 0),
                certificate,
                key,
                path(map, "authority", folder),
                path(map, "dhcp-options", folder),
                path(map, "dnsmasq-pid", folder));
    }

    private static @Nullable Path path(YamlMap map, String key, Path folder) {
        return map.has(key) ? folder.resolve(map.path(key, null)) : null;
    }
}
