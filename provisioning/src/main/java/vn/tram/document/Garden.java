package vn.tram.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

/**
 * Which names may be in a walled garden. A name stands for what is below it too, so that a name above a host that phones
 * ask for captive portals is as bad as that host: the phone would find the internet, and nobody would see the login.
 */
public final class Garden {

    private static final String RESOURCE = "/policy/probe-hosts.yaml";
    private static final Map<String, String> PROBE_HOSTS = load();

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")+");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+(/[0-9]+)?|\\[?[0-9a-f]*:[0-9a-f:.]*]?(/[0-9]+)?");
    private static final int MAX_LENGTH = 253;

    private Garden() {}

    /** Who asks whether there is a captive portal, by the name of the host that is asked. */
    public static Map<String, String> probeHosts() {
        return PROBE_HOSTS;
    }

    /** The rule that {@code name} breaks, without the name itself; null when it may be in a garden. */
    public static @Nullable String problem(String name) {
        if (ADDRESS.matcher(name).matches()) {
            return "must be a name, for what is behind an address changes";
        }
        if (name.contains("*")) {
            return "must be a name without *, for what is below a name is meant too";
        }
        if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
            return "must be a name with a dot in lower case, such as dichvucong.gov.vn";
        }
        for (Map.Entry<String, String> host : PROBE_HOSTS.entrySet()) {
            if (host.getKey().equals(name) || host.getKey().endsWith("." + name)) {
                return "must not let through " + host.getKey() + ", where " + host.getValue()
                        + " finds out about captive portals: its users would see no login";
            }
        }
        return null;
    }

    private static Map<String, String> load() {
        try (InputStream in = Garden.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("garden: " + RESOURCE + " is not on the class path");
            }
            YamlMap map = YamlMap.read(RESOURCE, in);
            Map<String, String> hosts = Collections.unmodifiableMap(new TreeMap<>(map.textEntries("hosts")));
            map.done();
            return hosts;
        } catch (IOException e) {
            throw new UncheckedIOException("garden: cannot read " + RESOURCE, e);
        } catch (BadFileException e) {
            throw new IllegalStateException("garden: " + RESOURCE + " is part of this program and is bad", e);
        }
    }
}
