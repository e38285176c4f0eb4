package vn.tram.sampler.proc;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;

/** Object 3: who made this machine, and which system it runs. Boards of PCs tell by DMI, others by device tree. */
final class DevicePart implements Part {

    private static final int DEVICE = 3;

    /** What makers of boards leave in place of an answer. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "to be filled by o.e.m.",
            "default string",
            "not specified",
            "not applicable",
            "none",
            "unknown",
            "system manufacturer",
            "system product name",
            "system serial number",
            "0123456789",
            "123456789",
            "0");

    private final SystemFiles files;

    DevicePart(SystemFiles files) {
        this.files = files;
    }

    @Override
    public void read(List<Reading> readings) {
        add(readings, 0, first(answer("sys/class/dmi/id/sys_vendor"), treeVendor()));
        add(readings, 1, first(answer("sys/class/dmi/id/product_name"), answer("proc/device-tree/model")));
        add(readings, 2, first(answer("sys/class/dmi/id/product_serial"), answer("proc/device-tree/serial-number")));
        String release = first(files.find("etc/os-release"), files.find("usr/lib/os-release"));
        if (release != null) {
            add(readings, 3, ProcText.osRelease(release, "PRETTY_NAME"));
        }
        add(readings, 17, "Linux host");
        add(readings, 18, System.getProperty("os.arch"));
        add(readings, 19, files.find("proc/sys/kernel/osrelease"));
    }

    /** The part before the comma of {@code raspberrypi,4-model-b}. */
    private @Nullable String treeVendor() {
        String compatible = answer("proc/device-tree/compatible");
        int comma = compatible == null ? -1 : compatible.indexOf(',');
        return compatible == null || comma < 1 ? null : compatible.substring(0, comma);
    }

    private @Nullable String answer(String path) {
        String text = files.find(path);
        return text == null || PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static void add(List<Reading> readings, int resource, @Nullable String text) {
        if (text != null) {
            readings.add(Reading.ofText(DEVICE, 0, resource, text));
        }
    }
}
