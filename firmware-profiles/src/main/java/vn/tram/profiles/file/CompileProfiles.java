package vn.tram.profiles.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.tram.profiles.ObjectDefinitions;

/** Run by the build: checks every device profile and derives from them the index of how devices are recognised. */
public final class CompileProfiles {

    private CompileProfiles() {}

    /** @param args the folder of the profiles, and the file to write */
    public static void main(String[] args) throws IOException, BadFileException {
        ProfileLibrary library = ProfileLibrary.of(Path.of(args[0]), ObjectDefinitions.bundled());
        Path file = Path.of(args[1]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, library.writeIndex());
    }
}
