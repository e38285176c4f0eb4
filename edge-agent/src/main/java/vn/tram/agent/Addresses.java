package vn.tram.agent;

import java.net.InetSocketAddress;
import vn.tram.profiles.file.YamlMap;

/** {@code HOST:PORT} in settings files. */
final class Addresses {

    private Addresses() {}

    /**
     * Asks the resolver when it is a name.
     *
     * @param defaultPort for a value without one; 0 when it must have one
     */
    static InetSocketAddress of(YamlMap map, String key, String fallback, int defaultPort) {
        InetSocketAddress read = unresolved(map, key, fallback, defaultPort);
        return read.isUnresolved() ? new InetSocketAddress(read.getHostString(), read.getPort()) : read;
    }

    /** Like {@link #of}, but leaves a name unresolved, for that may take long. */
    static InetSocketAddress unresolved(YamlMap map, String key, String fallback, int defaultPort) {
        String text = map.text(key, fallback);
        boolean isBareV6 = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
        int colon = isBareV6 ? -1 : text.indexOf(':', text.indexOf(']') + 1);
        String host = (colon < 0 ? text : text.substring(0, colon)).replaceAll("^\\[|]$", "");
        String port = colon < 0 ? Integer.toString(defaultPort) : text.substring(colon + 1);
        boolean hasPort = colon >= 0 || defaultPort > 0;
        if (host.isBlank() || !hasPort || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            map.problem(key, "must be HOST:PORT, such as " + fallback, text);
            return InetSocketAddress.createUnresolved("127.0.0.1", 0);
        }
        boolean isLiteral = host.contains(":") || host.matches("[0-9.]+");
        return isLiteral
                ? new InetSocketAddress(host, Integer.parseInt(port))
                : InetSocketAddress.createUnresolved(host, Integer.parseInt(port));
    }
}
