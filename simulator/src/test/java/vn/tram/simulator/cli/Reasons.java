package vn.tram.simulator.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why Trạm and the independent poller may differ about a recorded device. */
final class Reasons {

    /** By how the difference begins. */
    private static final Map<String, String> BY_BEGINNING = new LinkedHashMap<>();

    private static void put(String reason, String... beginnings) {
        for (String beginning : beginnings) {
            BY_BEGINNING.put(beginning, reason);
        }
    }

    static {
        put("The recording says what Trạm says", "airos-af-ltu port 2", "netagent2 port 2", "netagent2 port");
        put("A word of the other poller, which the device does not say", "epmp hardware", "epmp version");
        put("Only in the arguments of a process; not worth a walk of all processes", "edgeos hardware");
        put("Ours is the better one", "rutos hardware", "rutos version");
        put(
                "The other poller leaves out interfaces of such a name, kind or state",
                "ciscosb_c1200 port 1",
                "ciscosb_c1200 port 3",
                "draytek port",
                "edgeos port",
                "routeros port 11",
                "routeros_rb5009upr+s+ port 10");
        put("The recording has no such object", "eatonups sensor state \"Battery Test Status 0.0");
        put("The other poller counts the rows of a table of stations", "grandstream-ap_gwn7660 clients");
        put("A voltage as a text; we read it as one", "rutos-rutx_rut955 sensor state \"I/O 2");
        put("Named or numbered otherwise by the other poller", "rutos sensor dbm", "rutos sensor state");
    }

    private Reasons() {}

    static String of(String difference) {
        return BY_BEGINNING.entrySet().stream()
                .filter(reason -> difference.startsWith(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Not yet looked into");
    }
}
