package vn.tram.profiles.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name_a_file() {
        file = folder.resolve("boot");
    }

    @Test
    void the_new_takes_the_place_of_the_old_and_nothing_else_is_left() throws IOException {
        WholeFile.write(file, "một");
        WholeFile.write(file, "hai");
        assertEquals("hai", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void a_draft_that_a_crash_left_is_no_obstacle() throws IOException {
        Files.writeString(folder.resolve("boot.tmp"), "half of something longer than what comes");
        WholeFile.write(file, "1");
        assertEquals("1", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void when_it_cannot_be_written_the_old_stays() throws IOException {
        WholeFile.write(file, "old");
        Files.createDirectory(folder.resolve("boot.tmp"));
        Files.createFile(folder.resolve("boot.tmp/in-the-way"));
        assertThrows(IOException.class, () -> WholeFile.write(file, "new"));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void a_secret_is_its_owners_even_where_the_old_one_was_everybodys() throws IOException {
        Files.writeString(file, "open to all");
        Files.writeString(folder.resolve("boot.tmp"), "open to all");
        WholeFile.writePrivate(file, "secret");
        assertEquals("secret", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
