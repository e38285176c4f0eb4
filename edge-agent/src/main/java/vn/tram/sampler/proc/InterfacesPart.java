package vn.tram.sampler.proc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.sampler.proc.ProcText.MalformedException;

/**
 * Object 42769: the network interfaces, by their index. One that went away is said to be not present, once. The time of
 * the last change is known from the first change on that this part sees.
 */
final class InterfacesPart implements Part {

    private static final int INTERFACE = 42769;
    private static final long NOT_PRESENT = 6;
    private static final int IFF_UP = 1;

    private final SystemFiles files;

    /** Operational status by index, as last seen. */
    private final Map<Integer, Long> statuses = new HashMap<>();

    /** Uptime in seconds by index. */
    private final Map<Integer, Long> changes = new HashMap<>();

    InterfacesPart(SystemFiles files) {
        this.files = files;
    }

    @Override
    public void read(List<Reading> readings) throws IOException, MalformedException {
        Map<String, ProcText.Counters> counters = ProcText.counters(files.need("proc/net/dev"));
        Set<Integer> present = new HashSet<>();
        for (String name : files.names("sys/class/net", "*")) {
            Integer index = index(name);
            if (index != null) {
                present.add(index);
                details(name, index, readings);
                status(name, index, readings);
                count(index, counters.get(name), readings);
                Long change = changes.get(index);
                if (change != null) {
                    readings.add(Reading.of(INTERFACE, index, 15, change));
                }
            }
        }
        gone(present, readings);
    }

    /** Administrative and operational status only. */
    List<Reading> watch() {
        List<Reading> readings = new ArrayList<>();
        Set<Integer> present = new HashSet<>();
        for (String name : files.names("sys/class/net", "*")) {
            Integer index = index(name);
            if (index != null) {
                present.add(index);
                status(name, index, readings);
            }
        }
        gone(present, readings);
        return readings;
    }

    /** The folder holds files too, such as bonding_masters, and an interface may go while we look. */
    private @Nullable Integer index(String name) {
        Long index = whole(name, "ifindex");
        return index == null || index < 1 || index > 65_534 ? null : index.intValue();
    }

    private void details(String name, int index, List<Reading> readings) {
        readings.add(Reading.ofText(INTERFACE, index, 0, name));
        String alias = file(name, "ifalias");
        if (alias != null) {
            readings.add(Reading.ofText(INTERFACE, index, 2, alias));
        }
        readings.add(Reading.of(INTERFACE, index, 3, type(name)));
        Long mtu = whole(name, "mtu");
        if (mtu != null) {
            readings.add(Reading.of(INTERFACE, index, 4, mtu));
        }
        Long megabits = whole(name, "speed");
        if (megabits != null && megabits > 0) {
            readings.add(Reading.of(INTERFACE, index, 5, megabits * 1_000_000));
        }
        String mac = file(name, "address");
        if (mac != null && !mac.matches("[0:]*")) {
            readings.add(Reading.ofText(INTERFACE, index, 6, mac));
        }
    }

    /** Linux numbers hardware by ARPHRD (if_arp.h), the object by IANAifType. */
    private long type(String name) {
        if (isRadio(files, name)) {
            return 71;
        }
        Long hardware = whole(name, "type");
        return switch (hardware == null ? -1 : hardware.intValue()) {
            case 1 -> 6;
            case 512 -> 23;
            case 768, 769, 776, 778, 65_534 -> 131;
            case 772 -> 24;
            case 801, 802, 803 -> 71;
            default -> 1;
        };
    }

    static boolean isRadio(SystemFiles files, String name) {
        return files.exists("sys/class/net/" + name + "/wireless")
                || files.exists("sys/class/net/" + name + "/phy80211");
    }

    private void status(String name, int index, List<Reading> readings) {
        boolean admin = isAdminUp(name);
        long status = operStatus(name, admin);
        readings.add(Reading.of(INTERFACE, index, 7, admin));
        readings.add(Reading.of(INTERFACE, index, 8, status));
        Long before = statuses.put(index, status);
        if (before != null && before != status) {
            noteChange(index);
        }
    }

    private void noteChange(int index) {
        try {
            changes.put(index, ProcText.uptimeSeconds(files.need("proc/uptime")));
        } catch (IOException | MalformedException e) {
            changes.remove(index);
        }
    }

    private boolean isAdminUp(String name) {
        String flags = file(name, "flags");
        return flags != null && flags.matches("0x[0-9a-fA-F]{1,8}") && (Long.decode(flags) & IFF_UP) != 0;
    }

    /** RFC 2863; a driver that does not tell is believed as far as the carrier goes. */
    private long operStatus(String name, boolean admin) {
        String state = file(name, "operstate");
        return switch (state == null ? "" : state) {
            case "up" -> 1;
            case "down" -> 2;
            case "testing" -> 3;
            case "dormant" -> 5;
            case "notpresent" -> NOT_PRESENT;
            case "lowerlayerdown" -> 7;
            default -> admin ? byCarrier(name) : 2;
        };
    }

    private long byCarrier(String name) {
        String carrier = file(name, "carrier");
        return "1".equals(carrier) ? 1 : "0".equals(carrier) ? 2 : 4;
    }

    private static void count(int index, ProcText.@Nullable Counters counters, List<Reading> readings) {
        if (counters != null) {
            readings.add(Reading.of(INTERFACE, index, 9, counters.inOctets()));
            readings.add(Reading.of(INTERFACE, index, 10, counters.outOctets()));
            readings.add(Reading.of(INTERFACE, index, 11, counters.inErrors()));
            readings.add(Reading.of(INTERFACE, index, 12, counters.outErrors()));
            readings.add(Reading.of(INTERFACE, index, 13, counters.inDiscards()));
            readings.add(Reading.of(INTERFACE, index, 14, counters.outDiscards()));
        }
    }

    private void gone(Set<Integer> present, List<Reading> readings) {
        Set<Integer> gone = new HashSet<>(statuses.keySet());
        gone.removeAll(present);
        for (int index : gone) {
            readings.add(Reading.of(INTERFACE, index, 7, false));
            readings.add(Reading.of(INTERFACE, index, 8, NOT_PRESENT));
            statuses.remove(index);
            changes.remove(index);
        }
    }

    private @Nullable Long whole(String name, String file) {
        String text = file(name, file);
        return text != null && text.matches("[0-9]{1,12}") ? Long.valueOf(text) : null;
    }

    private @Nullable String file(String name, String file) {
        return files.find("sys/class/net/" + name + "/" + file);
    }
}
