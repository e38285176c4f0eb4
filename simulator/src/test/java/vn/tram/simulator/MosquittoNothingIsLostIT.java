package vn.tram.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** With Mosquitto's defaults: it acknowledges, keeps nothing on disk, and forgets all of it when it is killed. */
class MosquittoNothingIsLostIT extends NothingIsLostContract {

    @Override
    Mosquitto broker(Path folder) throws IOException {
        return Mosquitto.start(Files.createDirectories(folder.resolve("mosquitto")));
    }
}
