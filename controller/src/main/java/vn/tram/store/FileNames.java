package vn.tram.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the files of one kind are called, and which there are. */
record FileNames(String prefix) {

    static final FileNames SAMPLES = new FileNames("samples-");
    static final String DAMAGED = ".damaged-";

    private static final String SUFFIX = ".db";

    /** The file that begins on this day. */
    Path file(Path folder, LocalDate first) {
        return folder.resolve(prefix + first + SUFFIX);
    }

    /** Files of this kind by their first day. */
    SortedMap<LocalDate, Path> in(Path folder) throws IOException {
        SortedMap<LocalDate, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                try {
                    found.put(LocalDate.parse(name.substring(prefix.length(), name.length() - SUFFIX.length())), file);
                } catch (DateTimeException e) {
                    // Somebody else's file.
                }
            }
        }
        return found;
    }

    /** Files that were set aside, of whatever kind. */
    static List<Path> damaged(Path folder, String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*" + DAMAGED + "*")) {
            files.forEach(found::add);
        }
        return found;
    }

    /** Deletes the file with what SQLite keeps beside it. */
    static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(Path.of(file + "-wal"));
        Files.deleteIfExists(Path.of(file + "-shm"));
    }

    /** Renames the file with what SQLite keeps beside it, so that a new one can be begun; says to what. */
    static Path setAside(Path file, long nowMillis) throws IOException {
        Path aside = Path.of(file + DAMAGED + nowMillis);
        if (Files.exists(Path.of(file + "-wal"))) {
            Files.move(Path.of(file + "-wal"), Path.of(aside + "-wal"));
        }
        Files.deleteIfExists(Path.of(file + "-shm"));
        return Files.move(file, aside);
    }
}
