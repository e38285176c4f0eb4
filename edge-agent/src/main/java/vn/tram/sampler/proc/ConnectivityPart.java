package vn.tram.sampler.proc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import vn.tram.document.Reading;
import vn.tram.sampler.proc.ProcText.MalformedException;

/** Objects 4 and 7: the interface of the default route, which is the way to the controller. */
final class ConnectivityPart implements Part {

    private static final int CONNECTIVITY = 4;
    private static final int STATISTICS = 7;
    private static final long WLAN = 21;
    private static final long ETHERNET = 41;

    private final SystemFiles files;

    ConnectivityPart(SystemFiles files) {
        this.files = files;
    }

    @Override
    public void read(List<Reading> readings) throws IOException, MalformedException {
        ProcText.Route route = ProcText.defaultRoute(files.need("proc/net/route"));
        if (route == null) {
            return;
        }
        boolean isRadio = InterfacesPart.isRadio(files, route.name());
        readings.add(Reading.of(CONNECTIVITY, 0, 0, isRadio ? WLAN : ETHERNET));
        readings.add(Reading.of(CONNECTIVITY, 0, 5, route.gateway()));
        String wireless = files.find("proc/net/wireless");
        Map<String, ProcText.Signal> signals = wireless == null ? Map.of() : ProcText.signals(wireless);
        ProcText.Signal signal = signals.get(route.name());
        if (signal != null) {
            readings.add(Reading.of(CONNECTIVITY, 0, 2, signal.level()));
            readings.add(Reading.of(CONNECTIVITY, 0, 3, signal.quality()));
        }
        ProcText.Counters counters =
                ProcText.counters(files.need("proc/net/dev")).get(route.name());
        if (counters != null) {
            readings.add(Reading.of(STATISTICS, 0, 2, counters.outOctets() / 1000));
            readings.add(Reading.of(STATISTICS, 0, 3, counters.inOctets() / 1000));
        }
    }
}
