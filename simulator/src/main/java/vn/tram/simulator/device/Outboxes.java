package vn.tram.simulator.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import vn.tram.uplink.FileOutbox;
import vn.tram.uplink.MemoryOutbox;
import vn.tram.uplink.Outbox;

/** The agents' real outboxes: of some devices on a disk, of the others in memory. */
public final class Outboxes {

    /** More than a week of reports. */
    static final int ENTRIES = 20_000;

    private final Path folder;
    private final Set<String> onDisk;
    private final InstantSource clock;
    private final Map<String, Outbox> inMemory = new HashMap<>();

    /**
     * @param folder with a folder for each outbox on a disk
     * @param onDisk endpoints
     */
    public Outboxes(Path folder, Set<String> onDisk, InstantSource clock) {
        this.folder = folder;
        this.onDisk = Set.copyOf(onDisk);
        this.clock = clock;
    }

    /** The outbox as the device finds it when its agent starts. */
    Outbox open(String endpoint) {
        if (!onDisk.contains(endpoint)) {
            return inMemory.computeIfAbsent(endpoint, absent -> new MemoryOutbox(ENTRIES));
        }
        try {
            return FileOutbox.open(folder.resolve(endpoint), FileOutbox.Limits.DEFAULT, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("outbox of " + endpoint + ": cannot be opened in " + folder, e);
        }
    }
}
