package vn.tram.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.document.ResourcePath;
import vn.tram.state.History;

/** Counters that grow faster by day, and gauges that swing; one value a minute. */
final class WavyHistory implements History {

    @Override
    public List<Point> series(String endpoint, ResourcePath path, Instant from, Instant to, int maxPoints) {
        boolean counter = path.object() == 42769 && path.resource() >= 9;
        long stretch = Math.max(60, Duration.between(from, to).toSeconds() / maxPoints);
        List<Point> points = new ArrayList<>();
        for (long t = from.getEpochSecond() / stretch * stretch + stretch; t < to.getEpochSecond(); t += stretch) {
            double minutes = t / 60.0;
            double wave = Math.sin(minutes / 30 + path.resource() + endpoint.hashCode() % 7);
            double value = counter
                    ? Math.floor(t % 10_000_000 * 60_000.0 + 3e7 * wave + 4e7)
                    : 30 + 20 * wave + 3 * Math.sin(minutes * 2.3);
            points.add(new Point(
                    Instant.ofEpochSecond(t), value, counter ? value : value - 4, counter ? value : value + 4));
        }
        return points;
    }
}
