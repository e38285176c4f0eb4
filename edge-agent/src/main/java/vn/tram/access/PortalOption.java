package vn.tram.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a network tells its clients of its captive portal (RFC 8910): where the API of RFC 8908 is, or that there is no
 * portal. The same URI goes out by DHCPv4, DHCPv6 and router advertisements, as section 3 demands.
 *
 * @param uri HTTPS, with a name and not an address, at most {@value #MAX_BYTES} bytes; or {@link #UNRESTRICTED}
 */
public record PortalOption(String uri) {

    /** There is no captive portal in this network. */
    public static final String UNRESTRICTED = "urn:ietf:params:capport:unrestricted";

    public static final int DHCPV4 = 114;
    public static final int DHCPV6 = 103;
    public static final int ROUTER_ADVERTISEMENT = 37;

    /** What the length of a DHCPv4 option can say. */
    public static final int MAX_BYTES = 255;

    private static final String API = "/api/capport";
    private static final int HTTPS = 443;

    /** What router advertisements count their options in. */
    private static final int UNIT = 8;

    private static final Pattern SAFE =
            Pattern.compile("https://(?<host>[a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?(/[A-Za-z0-9._~/%?=&-]*)?");
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_]{1,15}");

    public PortalOption {
        String problem = problem(uri);
        if (problem != null) {
            throw new IllegalArgumentException("portal option: " + problem + ", was " + uri);
        }
    }

    /** The API of the portal {@code name}. */
    public static PortalOption api(String name, int port) {
        return new PortalOption("https://" + name + (port == HTTPS ? "" : ":" + port) + API);
    }

    /** For a network without a portal, or whose portal is off. */
    public static PortalOption unrestricted() {
        return new PortalOption(UNRESTRICTED);
    }

    /** The rule that {@code uri} breaks, or null. */
    public static @Nullable String problem(String uri) {
        if (uri.equals(UNRESTRICTED)) {
            return null;
        }
        var parts = SAFE.matcher(uri);
        if (!parts.matches()) {
            return "must be https://NAME[:PORT]/PATH without quotes, commas and spaces";
        }
        if (!isName(parts.group("host"))) {
            return "must have a name with a dot and no address, for which no certificate is that phones trust";
        }
        return uri.length() > MAX_BYTES ? "must have at most " + MAX_BYTES + " bytes" : null;
    }

    /** Whether {@code host} is a name that a certificate can be for, and no address. */
    public static boolean isName(String host) {
        return host.length() <= 253 && NAME.matcher(host).matches();
    }

    /** Code, length and value as in RFC 8910, section 2.1. */
    public byte[] dhcpv4() {
        return option(new byte[] {DHCPV4, (byte) uri.length()}, 2 + uri.length());
    }

    /** Code, length and value as in RFC 8910, section 2.2. */
    public byte[] dhcpv6() {
        return option(new byte[] {0, DHCPV6, 0, (byte) uri.length()}, 4 + uri.length());
    }

    /** Type, length in units of 8 bytes, and value with zeros behind it, as in RFC 8910, section 2.3. */
    public byte[] routerAdvertisement() {
        int units = (2 + uri.length() + UNIT - 1) / UNIT;
        return option(new byte[] {ROUTER_ADVERTISEMENT, (byte) units}, units * UNIT);
    }

    private byte[] option(byte[] head, int bytes) {
        byte[] whole = Arrays.copyOf(head, bytes);
        byte[] value = uri.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(value, 0, whole, head.length, value.length);
        return whole;
    }

    /** Lines for {@code dnsmasq.conf}: DHCPv4 and DHCPv6. What dnsmasq's router advertisements say cannot be added to. */
    public String dnsmasq() {
        return "# RFC 8910: where the captive portal's API is\n"
                + "dhcp-option-force=" + DHCPV4 + "," + uri + "\n"
                + "dhcp-option-force=option6:" + DHCPV6 + "," + uri + "\n";
    }

    /** The same for dnsmasq's {@code dhcp-optsfile}, which is read again while it runs. Only who asks for it is told. */
    public String dnsmasqOptions() {
        return DHCPV4 + "," + uri + "\noption6:" + DHCPV6 + "," + uri + "\n";
    }

    /**
     * A part of OpenWrt's {@code /etc/config/dhcp}: DHCPv4 by dnsmasq, DHCPv6 and router advertisements by odhcpd of
     * November 2025 or later.
     *
     * @param section of the hotspot's interface, such as {@code lan}
     */
    public String odhcpd(String section) {
        if (!INTERFACE.matcher(section).matches()) {
            throw new IllegalArgumentException(
                    "section: must be 1 to 15 letters, digits and underscores, was " + section);
        }
        return "config dhcp '" + section + "'\n"
                + "\tlist dhcp_option_force '" + DHCPV4 + "," + uri + "'\n"
                + "\toption captive_portal_uri '" + uri + "'\n";
    }
}
