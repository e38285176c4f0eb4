package vn.tram.uplink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends the files of a {@link SegmentLog} that a power cut or a bad disk left damaged: a torn end is cut off; otherwise
 * the file is set aside as {@code .corrupt}, of which a few are kept, and the records before the damage stay.
 */
final class SegmentRepair {

    private static final Logger log = LoggerFactory.getLogger(SegmentRepair.class);
    private static final int MAX_SET_ASIDE = 4;

    private final Path folder;
    private int count;

    SegmentRepair(Path folder) {
        this.folder = folder;
    }

    /** How many files were mended or set aside. */
    int count() {
        return count;
    }

    /**
     * Reads {@code segment} anew and mends its file.
     *
     * @param isLast whether it may have been written to when the power was cut
     */
    void check(Segment segment, boolean isLast) throws IOException {
        Segment.Scan scan = segment.scan(payload -> {});
        String problem = scan.problem();
        if (problem == null) {
            return;
        }
        if (scan.torn() && isLast) {
            count++;
            log.warn("outbox file {}: {}; the end is cut off", segment.file, problem);
            cut(segment.file, segment.size);
        } else {
            Path aside = setAside(segment, problem);
            if (segment.records > 0) {
                Path unfinished = folder.resolve("salvage.tmp");
                Files.copy(aside, unfinished, StandardCopyOption.REPLACE_EXISTING);
                cut(unfinished, segment.size);
                Files.move(unfinished, segment.file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            channel.force(true);
        }
    }

    /** Moves the file away, for an engineer to look at, and returns where it is now. */
    Path setAside(Segment segment, String problem) throws IOException {
        count++;
        Path aside = folder.resolve(segment.file.getFileName() + ".corrupt");
        log.error(
                "outbox file {}: {}; set aside as {}, and what comes before the damage is kept",
                segment.file,
                problem,
                aside.getFileName());
        Files.move(segment.file, aside, StandardCopyOption.REPLACE_EXISTING);
        forgetOldDamage();
        return aside;
    }

    private void forgetOldDamage() throws IOException {
        List<Path> aside = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.corrupt")) {
            files.forEach(aside::add);
        }
        Collections.sort(aside);
        for (Path file : aside.subList(0, Math.max(0, aside.size() - MAX_SET_ASIDE))) {
            Files.delete(file);
        }
    }
}
