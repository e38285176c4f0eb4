package vn.tram.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.BootId;

/**
 * How far an outbox was delivered, and what it counted. Kept as a line of numbers, seldom and without syncing: when the
 * file is lost or old, reports are delivered a second time, which the controller recognizes.
 */
final class Marks {

    private static final Logger log = LoggerFactory.getLogger(Marks.class);

    /** Every report up to this one has left the outbox. */
    ReportKey done = ReportKey.NONE;

    long droppedSamples;
    long quarantined;
    long gaps;
    long sendErrors;
    /** Of the clock, {@link ExpiryClock#kept}; 0 when it is not known. */
    long trustedMillis;

    private String kept = "";

    static Marks load(Path file) {
        Marks marks = new Marks();
        try {
            String line = Files.readString(file, StandardCharsets.US_ASCII).strip();
            List<Long> numbers = new ArrayList<>();
            for (String word : line.split(" ")) {
                numbers.add(Long.parseUnsignedLong(word));
            }
            if (numbers.size() != 6 && numbers.size() != 7) {
                throw new NumberFormatException("must have 6 or 7 numbers, has " + numbers.size());
            }
            marks.done = new ReportKey(new BootId(numbers.get(0)), numbers.get(1));
            marks.droppedSamples = numbers.get(2);
            marks.quarantined = numbers.get(3);
            marks.gaps = numbers.get(4);
            marks.sendErrors = numbers.get(5);
            marks.trustedMillis = numbers.size() == 7 ? numbers.get(6) : 0;
            marks.kept = line;
        } catch (NoSuchFileException e) {
            log.debug("no {} yet", file);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("outbox marks {}: {}; what waits is delivered from the start", file, e.getMessage());
        }
        return marks;
    }

    /** Writes {@code file} when something changed since it was loaded or saved. */
    void save(Path file) throws IOException {
        String line = done.boot().value() + " " + done.position() + " " + droppedSamples + " " + quarantined + " "
                + gaps + " " + sendErrors + " " + trustedMillis;
        if (!line.equals(kept)) {
            Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(unfinished, line + "\n", StandardCharsets.US_ASCII);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            kept = line;
        }
    }
}
