package vn.tram.sampler.proc;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.sampler.proc.ProcText.MalformedException;

/** Object 42770: processor, memory, disk, temperature and names of this machine. */
final class HostPart implements Part {

    private static final int HOST = 42770;

    /** 2024-01-01: a clock that shows less was never set. */
    private static final long CLOCK_SET_MILLIS = 1_704_067_200_000L;

    private final SystemFiles files;
    private final InstantSource clock;
    private ProcText.@Nullable Ticks ticks;

    HostPart(SystemFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    @Override
    public void read(List<Reading> readings) throws IOException, MalformedException {
        readings.add(Reading.of(HOST, 0, 4, ProcText.uptimeSeconds(files.need("proc/uptime"))));
        readings.add(Reading.of(HOST, 0, 13, clock.millis() >= CLOCK_SET_MILLIS));
        names(readings);
        temperature(readings);
        readings.add(
                Reading.of(HOST, 0, 12, (long) files.names("proc", "[1-9]*").size()));
        readings.add(Reading.of(HOST, 0, 1, ProcText.load(files.need("proc/loadavg"))));
        ProcText.Memory memory = ProcText.memory(files.need("proc/meminfo"));
        readings.add(Reading.of(HOST, 0, 2, memory.total()));
        readings.add(Reading.of(HOST, 0, 3, memory.available()));
        processor(readings);
        disk(readings);
    }

    private void processor(List<Reading> readings) throws IOException, MalformedException {
        ProcText.Ticks now = ProcText.ticks(files.need("proc/stat"));
        Double busy = ticks == null ? null : now.busySince(ticks);
        ticks = now;
        if (busy != null) {
            readings.add(Reading.of(HOST, 0, 0, Math.round(busy * 10) / 10.0));
        }
    }

    private void disk(List<Reading> readings) throws IOException {
        FileStore store = Files.getFileStore(files.root());
        readings.add(Reading.of(HOST, 0, 5, store.getTotalSpace() / 1024));
        readings.add(Reading.of(HOST, 0, 6, (store.getTotalSpace() - store.getUnallocatedSpace()) / 1024));
    }

    private void names(List<Reading> readings) {
        String name = files.find("proc/sys/kernel/hostname");
        String release = files.find("proc/sys/kernel/osrelease");
        String version = files.find("proc/sys/kernel/version");
        if (name != null) {
            readings.add(Reading.ofText(HOST, 0, 8, name));
        }
        if (name != null && release != null) {
            String machine = System.getProperty("os.arch", "");
            String text = "Linux " + name + " " + release + (version == null ? "" : " " + version) + " " + machine;
            readings.add(Reading.ofText(HOST, 0, 9, text.strip()));
        }
    }

    /** The hottest of all sensors, which Linux gives in thousandths of a degree. */
    private void temperature(List<Reading> readings) {
        long hottest = Long.MIN_VALUE;
        for (String zone : files.names("sys/class/thermal", "thermal_zone*")) {
            hottest = Math.max(hottest, milliCelsius("sys/class/thermal/" + zone + "/temp"));
        }
        for (String chip : files.names("sys/class/hwmon", "hwmon*")) {
            for (String input : files.names("sys/class/hwmon/" + chip, "temp*_input")) {
                hottest = Math.max(hottest, milliCelsius("sys/class/hwmon/" + chip + "/" + input));
            }
        }
        if (hottest > -100_000 && hottest < 200_000) {
            readings.add(Reading.of(HOST, 0, 7, Math.round(hottest / 100.0) / 10.0));
        }
    }

    private long milliCelsius(String path) {
        String text = files.find(path);
        return text != null && text.matches("-?[0-9]{1,9}") ? Long.parseLong(text) : Long.MIN_VALUE;
    }
}
