package vn.tram.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.ResourcePath;
import vn.tram.state.History;

/** Reads samples for short spans and roll-ups for long ones, at most {@value #READERS} callers at once. */
final class SqlHistory implements History {

    private static final Logger LOG = LoggerFactory.getLogger(SqlHistory.class);
    private static final int READERS = 4;
    private static final int MAX_POINTS = 10_000;
    private static final Duration SAMPLES_KEPT = Duration.ofDays(2);

    private final Path folder;
    private final InstantSource clock;
    private final Progress progress;
    private final Lock reading;
    private final Semaphore readers = new Semaphore(READERS, true);

    /** @param reading held while files are read, so that none is deleted under us */
    SqlHistory(Path folder, InstantSource clock, Progress progress, Lock reading) {
        this.folder = folder;
        this.clock = clock;
        this.progress = progress;
        this.reading = reading;
    }

    @Override
    public List<Point> series(String endpoint, ResourcePath path, Instant from, Instant to, int maxPoints) {
        if (!from.isBefore(to) || maxPoints < 1) {
            return List.of();
        }
        Span span = new Span(
                new SeriesName(endpoint, path),
                from.toEpochMilli(),
                to.toEpochMilli(),
                Math.min(maxPoints, MAX_POINTS));
        readers.acquireUninterruptibly();
        reading.lock();
        try {
            return series(span);
        } catch (IOException e) {
            throw new StoreException(folder + ": must be a folder that can be read, but: " + e, e);
        } finally {
            reading.unlock();
            readers.release();
        }
    }

    /** What is asked for; times in milliseconds, {@code to} exclusive. */
    private record Span(SeriesName name, long from, long to, int maxPoints) {
        long width() {
            return ceilDiv(to - from, maxPoints);
        }
    }

    private List<Point> series(Span span) throws IOException {
        boolean fine = span.width() < Resolution.FIVE_MINUTES.seconds * 1000L;
        if (span.from() < clock.instant().minus(SAMPLES_KEPT).toEpochMilli()) {
            return rolledUp(span, resolution(span));
        }
        List<Point> asSent = new ArrayList<>();
        Stretches stretches = new Stretches(span.from(), span.width());
        eachSample(span, false, (at, value) -> {
            stretches.at(at).add(at, value);
            if (asSent.size() <= span.maxPoints()) {
                asSent.add(new Point(Instant.ofEpochMilli(at), value, value, value));
            }
        });
        if (asSent.size() <= span.maxPoints()) {
            asSent.sort(Comparator.comparing(Point::at));
            return asSent;
        }
        return fine ? stretches.points() : rolledUp(span, Resolution.FIVE_MINUTES);
    }

    private Resolution resolution(Span span) {
        long oldest = clock.instant()
                .minus(Duration.ofDays(Resolution.FIVE_MINUTES.keptDays))
                .toEpochMilli();
        boolean fine = span.from() >= oldest && span.width() <= Resolution.HOUR.seconds * 1000L;
        return fine ? Resolution.FIVE_MINUTES : Resolution.HOUR;
    }

    private List<Point> rolledUp(Span span, Resolution resolution) throws IOException {
        long unit = resolution.seconds * 1000L;
        // Whole buckets only, so the first begins at or after what is asked for.
        long begin = ceilDiv(span.from(), unit) * unit;
        Stretches stretches = new Stretches(begin, ceilDiv(span.width(), unit) * unit);
        for (Map.Entry<LocalDate, Path> file : resolution.names().in(folder).entrySet()) {
            long first = millis(file.getKey());
            long end = millis(resolution.endDay(file.getKey()));
            if (first < span.to() && end > begin) {
                readRollUp(file.getValue(), span, resolution, Math.max(first, begin), end, stretches);
            }
        }
        // What the roll-ups do not have yet; twice does no harm to a minimum, a maximum and a last value.
        Span rest = new Span(span.name(), begin, span.to(), span.maxPoints());
        eachSample(rest, true, (at, value) -> stretches.at(at).add(at, value));
        return stretches.points();
    }

    private void eachSample(Span span, boolean onlyNew, Samples.OfSeries each) throws IOException {
        for (Map.Entry<LocalDate, Path> file : FileNames.SAMPLES.in(folder).entrySet()) {
            // A device's clock may run a day ahead of ours and still be believed.
            if (millis(file.getKey().plusDays(2)) > span.from()) {
                long after = onlyNew ? progress.of(file.getKey()) : 0;
                try (Samples samples = new Samples(file.getValue())) {
                    samples.of(span.name(), after, span.from(), span.to(), each);
                } catch (SQLException e) {
                    LOG.warn("{} is left out of a chart: {}", file.getValue(), e.getMessage());
                }
            }
        }
    }

    private static void readRollUp(
            Path file, Span span, Resolution resolution, long from, long end, Stretches stretches) {
        try (Connection connection = Sqlite.reader(file)) {
            Samples.Ids ids = Samples.ids(connection, span.name());
            if (ids != null) {
                long last = Math.min(end, span.to()) / 1000;
                readBuckets(connection, ids.series(), resolution, resolution.start(from), last, stretches);
            }
        } catch (SQLException e) {
            LOG.warn("{} is left out of a chart: {}", file, e.getMessage());
        }
    }

    /** Looks each bucket up by its key; times in seconds. */
    private static void readBuckets(
            Connection connection, long series, Resolution resolution, long first, long end, Stretches stretches)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("WITH RECURSIVE wanted (at) AS (VALUES (?)"
                + " UNION ALL SELECT at + ? FROM wanted WHERE at + ? < ?)"
                + " SELECT b.start, b.count, b.min, b.max, b.sum, b.last, b.last_ms"
                + " FROM wanted CROSS JOIN buckets b ON b.start = wanted.at AND b.series = ?")) {
            query.setLong(1, first);
            query.setInt(2, resolution.seconds);
            query.setInt(3, resolution.seconds);
            query.setLong(4, end);
            query.setLong(5, series);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long start = rows.getLong(1) * 1000;
                    stretches
                            .at(start)
                            .add(
                                    start + rows.getLong(7),
                                    rows.getLong(2),
                                    rows.getDouble(3),
                                    rows.getDouble(4),
                                    rows.getDouble(5),
                                    rows.getDouble(6));
                }
            }
        }
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** Equal stretches, those that have something. */
    private static final class Stretches {
        private final long from;
        private final long width;
        private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

        Stretches(long from, long width) {
            this.from = from;
            this.width = width;
        }

        Bucket at(long millis) {
            return buckets.computeIfAbsent(Math.floorDiv(millis - from, width), index -> new Bucket());
        }

        List<Point> points() {
            List<Point> points = new ArrayList<>();
            buckets.forEach((index, bucket) -> points.add(
                    new Point(Instant.ofEpochMilli(from + index * width), bucket.last, bucket.min, bucket.max)));
            return points;
        }
    }
}
