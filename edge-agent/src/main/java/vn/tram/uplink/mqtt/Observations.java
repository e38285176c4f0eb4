package vn.tram.uplink.mqtt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.leshan.client.notification.NotificationManager;
import org.eclipse.leshan.client.resource.LwM2mObjectEnabler;
import org.eclipse.leshan.client.resource.listener.ObjectsListener;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.link.lwm2m.attributes.InvalidAttributesException;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.ObserveCompositeRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Wire;

/**
 * What the server observes, by the token of its request: a change sends a Notify. At most {@value #MAX} at a time. Safe
 * for use by many threads.
 */
final class Observations implements ObjectsListener {

    private static final Logger log = LoggerFactory.getLogger(Observations.class);
    private static final int MAX = 100;

    private final Exchange exchange;
    private final ResponseWriter writer;
    private final NotificationManager notifications;
    private final Reader reader;
    private final Map<Long, Relation> relations = new ConcurrentHashMap<>();

    /** Reads again what a composite observation is about. */
    interface Reader {
        LwM2mResponse read(LwM2mServer server, DownlinkRequest<?> request);
    }

    private record Relation(LwM2mServer server, DownlinkRequest<?> request) {

        boolean concerns(LwM2mPath changed) {
            if (request instanceof ObserveRequest one) {
                return changed.startWith(one.getPath()) || one.getPath().startWith(changed);
            }
            return request instanceof ObserveCompositeRequest several
                    && several.getPaths().stream().anyMatch(path -> changed.startWith(path) || path.startWith(changed));
        }
    }

    Observations(Exchange exchange, ResponseWriter writer, NotificationManager notifications, Reader reader) {
        this.exchange = exchange;
        this.writer = writer;
        this.notifications = notifications;
        this.reader = reader;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return relations.size() < MAX;
    }

    void begin(LwM2mServer server, DownlinkRequest<?> request, LwM2mResponse response, long token) {
        relations.put(token, new Relation(server, request));
        if (request instanceof ObserveRequest one && response instanceof ObserveResponse answered) {
            try {
                notifications.initRelation(server, one, answered.getContent(), later -> sent(token, one, later));
            } catch (InvalidAttributesException e) {
                log.warn("observation of {} goes without its attributes: {}", one.getPath(), e.getMessage());
            }
        }
    }

    /** Whether there was such an observation. */
    boolean cancel(long token) {
        Relation relation = relations.remove(token);
        if (relation != null && relation.request() instanceof ObserveRequest one) {
            notifications.clear(relation.server(), one);
        }
        return relation != null;
    }

    void clear() {
        relations.clear();
        notifications.clear();
    }

    private void changed(LwM2mPath path) {
        relations.forEach((token, relation) -> {
            if (relation.concerns(path)) {
                notifyOf(token, relation);
            }
        });
    }

    private void notifyOf(long token, Relation relation) {
        if (relation.request() instanceof ObserveRequest one) {
            notifications.notificationTriggered(relation.server(), one, later -> sent(token, one, later));
        } else {
            sent(token, relation.request(), reader.read(relation.server(), relation.request()));
        }
    }

    private boolean sent(long token, DownlinkRequest<?> request, LwM2mResponse response) {
        byte[] content = response.isSuccess() ? writer.content(request, response) : null;
        if (content == null || !relations.containsKey(token)) {
            return false;
        }
        exchange.publish(Message.request(Operation.NOTIFY, token).payload(Wire.SENML_CBOR, content))
                .exceptionally(problem -> {
                    log.debug("a notification was not sent: {}", problem.getMessage());
                    return null;
                });
        return true;
    }

    @Override
    public void resourceChanged(LwM2mPath... paths) {
        for (LwM2mPath path : paths) {
            changed(path);
        }
    }

    @Override
    public void objectInstancesAdded(LwM2mObjectEnabler object, int... instanceIds) {
        changed(new LwM2mPath(object.getId()));
    }

    @Override
    public void objectInstancesRemoved(LwM2mObjectEnabler object, int... instanceIds) {
        changed(new LwM2mPath(object.getId()));
    }

    @Override
    public void objectAdded(LwM2mObjectEnabler object) {
        changed(new LwM2mPath(object.getId()));
    }

    @Override
    public void objectRemoved(LwM2mObjectEnabler object) {
        changed(new LwM2mPath(object.getId()));
    }
}
