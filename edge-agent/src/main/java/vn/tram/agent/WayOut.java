package vn.tram.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.page.Line;

/**
 * How the hotspot's way to the Internet is, for people to read: by the carrier of the port that leads out, by the probes,
 * and where there are none, by the session with the controller. Safe for use by many threads.
 */
final class WayOut implements Supplier<Line> {

    /** What {@link Conditions#PROBED_LINE} says of a link that does not answer. */
    private static final long DOWN = 3;

    private final Path root;
    private final Supplier<List<Reading>> probes;
    private final BooleanSupplier registered;
    private final InstantSource clock;
    private @Nullable String port;
    private volatile Line line = Line.GOOD;

    /**
     * @param root of the file system, for /proc and /sys
     * @param probes the present states, object 42781
     */
    WayOut(Path root, Supplier<List<Reading>> probes, BooleanSupplier registered, InstantSource clock) {
        this.root = root;
        this.probes = probes;
        this.registered = registered;
        this.clock = clock;
    }

    /** As it was seen last; does not wait. */
    @Override
    public Line get() {
        return line;
    }

    /** Looks; to be called twice a second, so that people read within two seconds what has happened. */
    synchronized void look() {
        Line.State state = state();
        if (state != line.state()) {
            line = state == Line.State.GOOD ? Line.GOOD : new Line(state, since(state));
        }
    }

    /** What got worse got worse now; a cut line that is understood better was cut before. */
    private Instant since(Line.State state) {
        Instant before = line.since();
        boolean wasCut = line.isCut() && new Line(state, null).isCut();
        return wasCut && before != null ? before : clock.instant();
    }

    private Line.State state() {
        if (carrierIsLost()) {
            return Line.State.NO_CARRIER;
        }
        boolean othersKnown = false;
        boolean allDown = true;
        Boolean centre = null;
        for (Reading reading : probes.get()) {
            if (reading.path().resource() != Conditions.PROBED_LINE.resource()
                    || reading.path().object() != Conditions.PROBED_LINE.object()
                    || reading.value().equals(Conditions.PROBES_OFF)) {
                continue;
            }
            boolean down = reading.value().equals(DOWN);
            if (reading.path().instance() == Conditions.PROBED_LINE.instance()) {
                centre = !down;
            } else {
                othersKnown = true;
                allDown &= down;
            }
        }
        if (othersKnown && allDown) {
            return Line.State.NO_INTERNET;
        }
        boolean reached = centre == null ? registered.getAsBoolean() : centre;
        return reached ? Line.State.GOOD : Line.State.CENTRE_AWAY;
    }

    /** The port is that of the default route; when that goes with the cable, the port is still the one it was. */
    private boolean carrierIsLost() {
        String now = defaultPort();
        if (now != null) {
            port = now;
        }
        return port != null
                && "0".equals(text(root.resolve("sys/class/net").resolve(port).resolve("carrier")));
    }

    private @Nullable String defaultPort() {
        String routes = text(root.resolve("proc/net/route"));
        if (routes == null) {
            return null;
        }
        for (String route : routes.split("\n")) {
            String[] columns = route.strip().split("\\s+");
            if (columns.length > 7
                    && columns[1].equals("00000000")
                    && columns[7].equals("00000000")
                    && columns[0].matches("[A-Za-z0-9._@-]{1,15}")) {
                return columns[0];
            }
        }
        return null;
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
