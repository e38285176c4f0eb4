package vn.tram.profiles.file;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.tram.profiles.CompactForm;
import vn.tram.profiles.ObjectDefinitions;

/** Run by the build: derives the compact form of the object definitions from their XML, the sole source. */
public final class CompileObjects {

    private CompileObjects() {}

    /** @param args the folder of the XML files, and the file to write */
    public static void main(String[] args) throws IOException, BadFileException {
        ObjectDefinitions definitions = ObjectXml.readAll(Path.of(args[0]));
        Path file = Path.of(args[1]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            CompactForm.write(definitions, out);
        }
    }
}
