package vn.tram.simulator;

import java.io.IOException;

/** Over Mosquitto in its defaults. */
class MosquittoEndToEndIT extends EndToEndContract {

    @Override
    RunningBroker startBroker() throws IOException {
        Mosquitto broker = Mosquitto.start(folder);
        return new RunningBroker(broker.port(), broker);
    }
}
