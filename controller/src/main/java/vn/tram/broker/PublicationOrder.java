package vn.tram.broker;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Keeps what a client publishes in order (MQTT 5, section 4.6). Artemis hands a message on, from publisher to queue and
 * from queue to subscriber, when what its operation context has given the journal is written; and it takes the context
 * that the working thread happens to have, while one client's messages are worked on by any thread of the pool. So two
 * of them could overtake each other. With one context for each publisher and one for each subscription they cannot.
 * Called on the pool's threads, for one session or subscription by one at a time.
 */
final class PublicationOrder implements ActiveMQServerMessagePlugin {

    private final ActiveMQServer server;
    /** Weak, for a subscription may deliver once more after it was closed. */
    private final Map<ServerConsumer, OperationContext> deliveries = Collections.synchronizedMap(new WeakHashMap<>());

    PublicationOrder(ActiveMQServer server) {
        this.server = server;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue) {
        use(session.getSessionContext());
    }

    @Override
    public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
        use(deliveries.computeIfAbsent(consumer, first -> server.newOperationContext()));
    }

    private void use(OperationContext context) {
        server.getStorageManager().setContext(context);
    }
}
