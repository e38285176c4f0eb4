package vn.tram.controller;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.content.ProbeGiving;
import vn.tram.reflector.ProbeKeys;
import vn.tram.reflector.StampListener;
import vn.tram.stamp.ProbeParameters;
import vn.tram.store.Store;
import vn.tram.web.Metric;

/** The reflector of the nodes' link probes, with who may be answered. */
final class LinkProbes implements ProbeGiving, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ProbeKeys keys;
    private final StampListener listener;

    private LinkProbes(ProbeKeys keys, StampListener listener) {
        this.keys = keys;
        this.listener = listener;
    }

    static LinkProbes start(ControllerConfig config, Store store, Loop loop, InstantSource clock) throws IOException {
        ControllerConfig.Stamp stamp = config.stamp();
        ProbeKeys keys = ProbeKeys.open(config.data().resolve("probe-secret"), store.probeSessions());
        StampListener.Settings settings =
                new StampListener.Settings(stamp.listen(), stamp.unsigned(), stamp.clockError());
        return new LinkProbes(keys, new StampListener(settings, keys, clock, loop::offer).start());
    }

    @Override
    public @Nullable String parameters(String endpoint) {
        ProbeKeys.Given given = keys.give(endpoint);
        return given == null ? null : new ProbeParameters(given.ssid(), given.key(), listener.port(), INTERVAL).text();
    }

    List<Metric> metrics() {
        return List.of(
                Gauges.counts(
                        "tram_stamp_total", "Datagrams at the reflector of link probes, by kind.", listener::counts),
                Metric.gauge("tram_stamp_flowing", "Nodes whose link probes arrive.", listener::flowing),
                Metric.gauge("tram_stamp_silent", "Nodes whose link probes no longer arrive.", listener::silent));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
