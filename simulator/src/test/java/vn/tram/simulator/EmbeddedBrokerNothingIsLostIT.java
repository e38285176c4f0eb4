package vn.tram.simulator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** With the controller's own broker, which is killed with it. */
class EmbeddedBrokerNothingIsLostIT extends NothingIsLostContract {

    @Override
    @Nullable
    Mosquitto broker(Path folder) {
        return null;
    }
}
