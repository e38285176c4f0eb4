package vn.tram.portal;

import java.io.IOException;
import java.nio.file.Path;

/** Where the content comes from: the controller's device listener, or a fake. */
public interface BlobSource {

    /**
     * Appends to {@code part} what it lacks of the blob {@code hash}, beginning where the file ends. Blocks.
     *
     * @param maxBytes the file must not grow beyond it
     * @throws IOException saying what was asked and what came; what has arrived stays in the file
     */
    void fetch(String hash, Path part, long maxBytes) throws IOException;
}
