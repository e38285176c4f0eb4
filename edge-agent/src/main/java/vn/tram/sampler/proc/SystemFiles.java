package vn.tram.sampler.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of {@code /proc}, {@code /sys} and {@code /etc} under a root, which in tests is a folder. */
final class SystemFiles {

    private final Path root;

    SystemFiles(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /**
     * The text of a file that every Linux has.
     *
     * @throws IOException when it cannot be read
     */
    String need(String path) throws IOException {
        return Files.readString(root.resolve(path), StandardCharsets.UTF_8);
    }

    /**
     * The text of a file that may be missing or, like the speed of a link that is down, refuse to be read: without the
     * white space and zero bytes around it, or null when nothing is left.
     */
    @Nullable
    String find(String path) {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve(path));
            String text =
                    new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
            return text.isEmpty() ? null : text;
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The names in a folder that match {@code glob}, in order; none when there is no such folder. */
    List<String> names(String folder, String glob) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder), glob)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
