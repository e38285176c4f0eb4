package vn.tram.access;

import java.util.regex.Pattern;

/**
 * A device on the hotspot's network.
 *
 * @param mac its link-layer address, such as {@code 02:00:5e:10:00:01}
 * @param address its IPv4 or IPv6 address, as text without a zone
 */
public record Client(String mac, String address) {

    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    public Client {
        if (!MAC.matcher(mac).matches()) {
            throw new IllegalArgumentException("mac: must be such as 02:00:5e:10:00:01, was " + mac);
        }
        if (address.length() > 45 || !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("address: must be an IPv4 or IPv6 address, was " + address);
        }
    }
}
