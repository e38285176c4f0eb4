package vn.tram.controller;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the controller's own certificate calls it: the configured names, the addresses it listens on, and loopback. */
final class Names {

    private Names() {}

    static List<String> of(ControllerConfig config) {
        Set<String> names = new LinkedHashSet<>(config.names());
        for (InetSocketAddress listen : List.of(config.web(), config.devices(), config.broker())) {
            String host = listen.getHostString();
            if (!isEverywhere(host)) {
                names.add(host);
            }
        }
        names.add("localhost");
        names.add("127.0.0.1");
        return new ArrayList<>(names);
    }

    /** By which this machine itself reaches what listens there, as a URI has it. */
    static String reached(InetSocketAddress listen) {
        String host = listen.getHostString();
        return isEverywhere(host) ? "127.0.0.1" : inUri(host);
    }

    /** As the {@code Host} header has them. */
    static Set<String> inHost(List<String> names) {
        return names.stream().map(Names::inUri).collect(Collectors.toUnmodifiableSet());
    }

    /** A name or an address as the authority of a URI has it. */
    static String inUri(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    static boolean isLoopback(InetSocketAddress listen) {
        return listen.getAddress() != null && listen.getAddress().isLoopbackAddress();
    }

    /** Whether it is not one address, but all that the machine has. */
    static boolean isEverywhere(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
