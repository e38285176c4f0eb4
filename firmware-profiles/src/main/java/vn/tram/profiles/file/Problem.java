package vn.tram.profiles.file;

/**
 * One thing that is wrong in a file.
 *
 * @param where file and, where known, line: {@code agent.yaml:12}
 * @param what the path of the key, such as {@code snmp.target}
 * @param rule what must hold
 * @param value what was found; {@code [redacted]} for secrets; empty when nothing was
 */
public record Problem(String where, String what, String rule, String value) {

    /** {@code agent.yaml:12: snmp.target: must be host:port, was "router"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(where).append(": ");
        if (!what.isEmpty()) {
            text.append(what).append(": ");
        }
        text.append(rule);
        if (!value.isEmpty()) {
            text.append(", was ").append(value);
        }
        return text.toString();
    }
}
