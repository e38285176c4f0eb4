package vn.tram.simulator;

import java.io.IOException;
import vn.tram.broker.Broker;
import vn.tram.broker.BrokerSettings;
import vn.tram.wire.Topics;

/** Over the controller's own broker. */
class EmbeddedBrokerEndToEndIT extends EndToEndContract {

    @Override
    RunningBroker startBroker() throws IOException {
        Broker broker = Broker.start(BrokerSettings.plain(folder.resolve("broker"), 0, new Topics("tram-test")));
        return new RunningBroker(broker.port(), broker);
    }
}
