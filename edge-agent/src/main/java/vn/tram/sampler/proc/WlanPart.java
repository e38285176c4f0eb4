package vn.tram.sampler.proc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import vn.tram.document.Reading;
import vn.tram.sampler.proc.ProcText.MalformedException;

/** Object 12: one instance for each radio's interface, by its index; what sysfs tells without asking the driver. */
final class WlanPart implements Part {

    private static final int WLAN = 12;
    private static final long DISABLED = 0;
    private static final long UP = 1;
    private static final long ERROR = 2;

    private final SystemFiles files;

    WlanPart(SystemFiles files) {
        this.files = files;
    }

    @Override
    public void read(List<Reading> readings) throws IOException, MalformedException {
        Map<String, ProcText.Counters> counters = ProcText.counters(files.need("proc/net/dev"));
        for (String name : files.names("sys/class/net", "*")) {
            String folder = "sys/class/net/" + name + "/";
            String index = files.find(folder + "ifindex");
            if (InterfacesPart.isRadio(files, name) && index != null && index.matches("[1-9][0-9]{0,4}")) {
                add(Integer.parseInt(index), name, folder, readings);
                ProcText.Counters count = counters.get(name);
                if (count != null) {
                    readings.add(Reading.of(WLAN, Integer.parseInt(index), 33, count.outOctets()));
                    readings.add(Reading.of(WLAN, Integer.parseInt(index), 34, count.inOctets()));
                }
            }
        }
    }

    private void add(int index, String name, String folder, List<Reading> readings) {
        String flags = files.find(folder + "flags");
        boolean enabled = flags != null && flags.matches("0x[0-9a-f]{1,8}") && (Long.decode(flags) & 1) != 0;
        String address = files.find(folder + "address");
        readings.add(Reading.ofText(WLAN, index, 0, name));
        readings.add(Reading.of(WLAN, index, 1, enabled));
        boolean up = "up".equals(files.find(folder + "operstate"));
        readings.add(Reading.of(WLAN, index, 3, !enabled ? DISABLED : up ? UP : ERROR));
        if (address != null) {
            readings.add(Reading.ofText(WLAN, index, 4, address));
        }
    }
}
