package vn.tram.controller;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the controller's own certificate calls it: the configured names, the addresses it listens on, and loopback. */
final class Names {

    private Names() {}

    static List<String> of(ControllerConfig config) {
        Set<String> names = new LinkedHashSet<>(config.names());
        for (InetSocketAddress listen : List.of(config.web(), config.devices(), config.broker())) {
            String host = listen.getHostString();
            if (!host.equals("0.0.0.0") && !host.equals("::")) {
                names.add(host);
            }
        }
        names.add("localhost");
        names.add("127.0.0.1");
        return new ArrayList<>(names);
    }
}
