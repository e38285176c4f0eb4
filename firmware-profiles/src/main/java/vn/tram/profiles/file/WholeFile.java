package vn.tram.profiles.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Replaces a file whole or not at all: after a crash or a power cut there is the old one or the new one, and the new one
 * is on the disk when a method returns. Draws a draft beside the file, {@code NAME.tmp}; one that an earlier crash left is
 * overwritten. One thread at a time for one file.
 */
public final class WholeFile {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private WholeFile() {}

    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, bytes, new FileAttribute<?>[0]);
    }

    /** @param text written as UTF-8 */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** For secrets: only the file's owner can read it, at no time anybody else. */
    public static void writePrivate(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), OWNER_ONLY);
    }

    private static void write(Path file, byte[] bytes, FileAttribute<?>... attributes) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        Files.createFile(draft, attributes);
        Files.write(draft, bytes);
        replace(draft, file);
    }

    /** Puts a draft that is complete in the file's place; both are in one folder. */
    public static void replace(Path draft, Path file) throws IOException {
        force(draft, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of a file"), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
