package vn.tram.desired;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.state.Device;
import vn.tram.state.Latest;

/**
 * Which revision of the portal's content each node should show, which emergency broadcast, and whom to tell next. Compares what is desired with
 * what is reported; no answer is needed for it to be right in the end. Used by one thread.
 */
public final class Desired {

    /** LwM2M object id of the captive portal object. */
    public static final int PORTAL = 42772;

    static final ResourcePath SHOWN_REVISION = new ResourcePath(PORTAL, 0, 0);
    /** Resource that is told which revision to show. */
    public static final ResourcePath DESIRED_REVISION = new ResourcePath(PORTAL, 0, 2);
    /** Resource that is told the SHA-256 of that revision's manifest. */
    public static final ResourcePath DESIRED_HASH = new ResourcePath(PORTAL, 0, 3);

    static final ResourcePath STATE = new ResourcePath(PORTAL, 0, 4);

    private static final Duration CROWDED = Duration.ofSeconds(1);

    /**
     * Write these values to the node.
     *
     * @param revision of the content; {@link Alerts#NO_REVISION} for an emergency broadcast
     */
    public record Request(String endpoint, long revision, List<Reading> values) {
        public Request {
            values = List.copyOf(values);
        }
    }

    private record Bundle(long revision, String hash) {}

    private record Turn(Instant at, String endpoint) {}

    /** A node that does not have what it should have. */
    private static final class Lagging {
        private Instant next;
        private boolean inFlight;
        private int failures;

        Lagging(Instant next) {
            this.next = next;
        }
    }

    private final DesiredRules rules;
    private @Nullable Bundle forAll;
    private final Map<String, Bundle> forOne = new HashMap<>();
    private final Set<String> portals = new HashSet<>();
    private final Map<String, Lagging> lagging = new HashMap<>();
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::endpoint));
    private final Alerts alerts = new Alerts();
    private int inFlight;

    public Desired(DesiredRules rules) {
        this.rules = rules;
    }

    /**
     * A bundle was published; an older revision than the present one changes nothing. Of the same revision the newest word
     * counts: the time of something in it may be over, or the node may have moved.
     *
     * @param endpoints empty for every node with a captive portal
     */
    public void published(long revision, String hash, Collection<String> endpoints) {
        Bundle bundle = new Bundle(revision, hash);
        if (endpoints.isEmpty()) {
            forAll = newer(forAll, bundle);
        } else {
            endpoints.forEach(endpoint -> forOne.merge(endpoint, bundle, Desired::newer));
        }
    }

    /** The emergency broadcast that every portal should show from now on; see {@link Alerts#told}. */
    public void warning(String text, String hash, Instant expires) {
        alerts.told(text, hash, expires);
    }

    private static Bundle newer(@Nullable Bundle known, Bundle bundle) {
        return known == null || bundle.revision >= known.revision ? bundle : known;
    }

    /** A new registration: what was asked before is void, and waiting is over. */
    public void registered(Device device, boolean hasPortal, Instant at) {
        if (hasPortal) {
            portals.add(device.endpoint());
        }
        forget(device.endpoint());
        alerts.registered(device, at);
        consider(device, at);
    }

    /** Compares, after anything about the device or the desired state may have changed. */
    public void consider(Device device, Instant at) {
        alerts.consider(device, at);
        Latest shown = device.values().get(SHOWN_REVISION);
        if (shown != null && shown.value() instanceof Long revision) {
            portals.add(device.endpoint());
            device.reported(revision);
        }
        Bundle wanted = wanted(device);
        if (wanted == null) {
            return;
        }
        device.desired(wanted.revision);
        if (!lags(device, wanted)) {
            forget(device.endpoint());
        } else if (!lagging.containsKey(device.endpoint())) {
            lagging.put(device.endpoint(), new Lagging(at));
            turns.add(new Turn(at, device.endpoint()));
        }
    }

    private @Nullable Bundle wanted(Device device) {
        if (!portals.contains(device.endpoint())) {
            return null;
        }
        Bundle own = forOne.get(device.endpoint());
        return own == null ? forAll : newer(forAll, own);
    }

    private static boolean lags(Device device, Bundle wanted) {
        Latest revision = device.values().get(DESIRED_REVISION);
        Latest hash = device.values().get(DESIRED_HASH);
        boolean agrees = revision != null
                && hash != null
                && revision.value().equals(wanted.revision)
                && hash.value().equals(wanted.hash);
        return !agrees && isReachable(device);
    }

    private static boolean isReachable(Device device) {
        return device.isSeen() && !Boolean.FALSE.equals(device.online());
    }

    private void forget(String endpoint) {
        Lagging gone = lagging.remove(endpoint);
        if (gone != null && gone.inFlight) {
            inFlight--;
        }
    }

    /** @param code LwM2M response code; 0 for no answer */
    public void answered(Device device, long revision, int code, Instant at) {
        Lagging node = lagging.get(device.endpoint());
        Bundle wanted = wanted(device);
        if (node == null || !node.inFlight || wanted == null || wanted.revision != revision) {
            return;
        }
        land(node);
        if (code == 204) {
            node.failures = 0;
            wait(device.endpoint(), node, at.plus(rules.confirmWithin()));
        } else {
            fail(device.endpoint(), node, at);
        }
    }

    private void land(Lagging node) {
        node.inFlight = false;
        inFlight--;
    }

    private void fail(String endpoint, Lagging node, Instant at) {
        long pause = rules.firstRetry().toMillis() << Math.min(node.failures, 20);
        pause = Math.min(pause, rules.lastRetry().toMillis());
        node.failures++;
        wait(endpoint, node, at.plusMillis(pause + pause * Math.floorMod(endpoint.hashCode(), 25) / 100));
    }

    private void wait(String endpoint, Lagging node, Instant until) {
        node.next = until;
        turns.add(new Turn(until, endpoint));
    }

    /**
     * Whom to tell now.
     *
     * @param devices finds a device by its endpoint name
     */
    public List<Request> pass(Instant at, Function<String, @Nullable Device> devices) {
        List<Request> requests = new ArrayList<>(alerts.pass(at, devices));
        Turn first = turns.peek();
        while (first != null && !first.at.isAfter(at)) {
            turns.remove();
            take(first, at, devices.apply(first.endpoint), requests);
            first = turns.peek();
        }
        return requests;
    }

    private void take(Turn turn, Instant at, @Nullable Device device, List<Request> requests) {
        Lagging node = lagging.get(turn.endpoint);
        if (node == null || device == null || !node.next.equals(turn.at)) {
            return;
        }
        if (node.inFlight) {
            land(node);
            fail(turn.endpoint, node, at);
            return;
        }
        Bundle wanted = wanted(device);
        if (wanted == null || !lags(device, wanted)) {
            forget(turn.endpoint);
            return;
        }
        if (inFlight >= rules.maxInFlight()) {
            wait(turn.endpoint, node, at.plus(CROWDED));
            return;
        }
        node.inFlight = true;
        inFlight++;
        wait(turn.endpoint, node, at.plus(rules.answerWithin()));
        requests.add(new Request(
                turn.endpoint,
                wanted.revision,
                List.of(new Reading(DESIRED_REVISION, wanted.revision), new Reading(DESIRED_HASH, wanted.hash))));
    }
}
