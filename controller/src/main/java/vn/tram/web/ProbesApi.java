package vn.tram.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}, for the machines that watch this one. */
final class ProbesApi {

    private static final Logger LOG = LoggerFactory.getLogger(ProbesApi.class);

    private final Settings settings;
    private final Door door;
    private final Map<String, Supplier<String>> readiness;
    private final List<Metric> metrics;

    ProbesApi(Settings settings, Door door, Map<String, Supplier<String>> readiness, List<Metric> metrics) {
        this.settings = settings;
        this.door = door;
        this.readiness = readiness;
        this.metrics = List.copyOf(metrics);
    }

    private record Readiness(boolean ready, Map<String, String> parts) {}

    /** The process answers. */
    Answer alive(Request request) {
        request.query().done();
        return Answer.of(200, "text/plain; charset=utf-8", "ok\n");
    }

    /** Every part works; 503 and what is wrong otherwise. */
    Answer ready(Request request) {
        request.query().done();
        Map<String, String> parts = new TreeMap<>();
        readiness.forEach((name, check) -> parts.put(name, state(name, check)));
        boolean ready = parts.values().stream().allMatch("ok"::equals);
        return Answer.json(new Readiness(ready, parts)).status(ready ? 200 : 503);
    }

    private static String state(String name, Supplier<String> check) {
        try {
            String problem = check.get();
            return problem.isEmpty() ? "ok" : problem;
        } catch (RuntimeException e) {
            LOG.warn("readiness of {} cannot be told", name, e);
            return "unknown";
        }
    }

    /** Open on loopback; beyond it for the bearer of the token, and for whoever is signed in. */
    Answer metrics(Request request) {
        request.query().done();
        if (!settings.isLoopback() && !bearsToken(request) && door.session(request) == null) {
            throw Refused.because(
                    Refusal.SIGN_IN_NEEDED, "Authorization", "must be Bearer and the token of the settings", "");
        }
        return Answer.of(200, Exposition.CONTENT_TYPE, Exposition.write(metrics));
    }

    private boolean bearsToken(Request request) {
        String token = settings.metricsToken();
        return token != null && same("Bearer " + token, request.header("Authorization"));
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
