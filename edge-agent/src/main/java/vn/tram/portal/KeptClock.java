package vn.tram.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.access.SteadyClock;
import vn.tram.profiles.file.WholeFile;

/** What is known of the device's clock, over restarts. Used by one thread at a time. */
final class KeptClock {

    private final Path file;

    KeptClock(Path file) {
        this.file = file;
    }

    /** Looks at the clock, and says whether it has gone on for long enough to let anything expire by it. */
    boolean isTrusted(Instant now) throws IOException {
        SteadyClock clock = SteadyClock.look(read(), now);
        WholeFile.write(file, clock.since() + " " + clock.last() + "\n");
        return clock.isTrusted();
    }

    private @Nullable SteadyClock read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String[] both = Files.readString(file).strip().split(" ", -1);
        try {
            return both.length == 2 ? new SteadyClock(Instant.parse(both[0]), Instant.parse(both[1])) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
