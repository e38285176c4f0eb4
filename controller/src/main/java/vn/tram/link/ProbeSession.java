package vn.tram.link;

/**
 * How a node's probes are known.
 *
 * @param ssid names the session in each packet (RFC 8972, section 3), 1 to 65535
 * @param generation of the key: each run of the sender has one of its own, so that what was overheard before is worth
 *     nothing
 * @param heard whether a probe of it has ever arrived, so that it should
 */
public record ProbeSession(String endpoint, int ssid, long generation, boolean heard) {

    public static final int MAX_SSID = 65_535;

    public ProbeSession {
        if (ssid < 1 || ssid > MAX_SSID) {
            throw new IllegalArgumentException("ssid: must be 1 to " + MAX_SSID + ", was " + ssid);
        }
    }

    public ProbeSession next() {
        return new ProbeSession(endpoint, ssid, generation + 1, heard);
    }

    public ProbeSession asHeard() {
        return new ProbeSession(endpoint, ssid, generation, true);
    }
}
