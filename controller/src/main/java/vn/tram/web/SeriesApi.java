package vn.tram.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.ResourceType;
import vn.tram.state.History;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Query;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** {@code /nodes/{endpoint}/series}: one numeric resource over time. */
final class SeriesApi {

    private static final int MAX_POINTS = 2000;
    private static final int USUAL_POINTS = 300;
    private static final Duration USUAL_SPAN = Duration.ofHours(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(3 * 366);

    private final Parts parts;
    private final ObjectDefinitions definitions;

    SeriesApi(Parts parts, ObjectDefinitions definitions) {
        this.parts = parts;
        this.definitions = definitions;
    }

    /** Each point is epoch milliseconds, value, min and max. */
    private record Series(String metric, String name, String units, List<List<Number>> points) {}

    Answer show(Request request) {
        Query query = request.query();
        String metric = query.text("metric");
        Instant to = query.time("to");
        Instant end = to == null ? parts.clock().instant() : to;
        Instant from = query.time("from");
        Instant begin = from == null ? end.minus(USUAL_SPAN) : from;
        int points = query.integer("points", 1, MAX_POINTS, USUAL_POINTS);
        ResourcePath path = metric == null ? null : ResourcePath.parse(metric);
        ResourceDefinition resource = path == null ? null : definitions.resource(path.object(), path.resource());
        if (resource == null || !isNumber(resource.type())) {
            query.problem(
                    "metric",
                    "must be the path of a numeric resource such as /42769/1/9",
                    metric == null ? "" : metric);
        }
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST_SPAN) > 0) {
            query.problem("from", "must be before to, by at most three years", begin.toString());
        }
        query.done();
        String endpoint = request.parameter("endpoint");
        if (parts.live().node(endpoint) == null) {
            throw Refused.because(Refusal.NOT_FOUND, "endpoint", "is not known", endpoint);
        }
        return Answer.json(read(endpoint, path, resource, begin, end, points));
    }

    private Series read(
            String endpoint,
            @Nullable ResourcePath path,
            @Nullable ResourceDefinition resource,
            Instant from,
            Instant to,
            int points) {
        if (path == null || resource == null) {
            throw new IllegalStateException("the query was not checked");
        }
        List<History.Point> history = parts.history().series(endpoint, path, from, to, points);
        return new Series(
                path.toString(),
                resource.name(),
                resource.units(),
                history.stream().map(SeriesApi::point).toList());
    }

    private static List<Number> point(History.Point point) {
        return List.of(point.at().toEpochMilli(), number(point.value()), number(point.min()), number(point.max()));
    }

    /** A whole number without {@code .0} or an exponent. */
    private static Number number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole ? (Number) (long) value : (Number) value;
    }

    private static boolean isNumber(ResourceType type) {
        return type == ResourceType.INTEGER || type == ResourceType.UNSIGNED_INTEGER || type == ResourceType.FLOAT;
    }
}
