package vn.tram.broker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.wire.Topics;

/**
 * Forgets at the broker's start who was online when it ended: the last wills that would have taken that back ended with
 * it. Who is still there says so anew; of the others nothing is known. Called by the starting thread, after the journal
 * was read and before anybody can connect.
 */
final class StaleStatuses implements ActivateCallback {

    private static final Logger log = LoggerFactory.getLogger(StaleStatuses.class);

    private final ActiveMQServer server;
    private final String stem;

    StaleStatuses(ActiveMQServer server, Topics topics, WildcardConfiguration wildcards) {
        this.server = server;
        String retained = MQTTUtil.getCoreRetainAddressFromMqttTopic(topics.allStatus(), wildcards);
        this.stem = retained.substring(0, retained.length() - 1);
    }

    @Override
    public void activated() {
        List<Queue> statuses = server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> queue.getName().toString().startsWith(stem))
                .toList();
        int forgotten = 0;
        for (Queue status : statuses) {
            if (Topics.ONLINE.equals(text(status))) {
                forget(status);
                forgotten++;
            }
        }
        log.info("{} devices were online when the broker ended; those still there will say so", forgotten);
    }

    private static @Nullable String text(Queue status) {
        String text = null;
        try (LinkedListIterator<MessageReference> messages = status.iterator()) {
            while (messages.hasNext()) {
                ActiveMQBuffer body = messages.next().getMessage().toCore().getReadOnlyBodyBuffer();
                byte[] bytes = new byte[body.readableBytes()];
                body.readBytes(bytes);
                text = new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    private static void forget(Queue status) {
        try {
            status.deleteAllReferences();
        } catch (Exception e) { // the broker throws whatever its parts throw
            throw new IllegalStateException("broker: cannot forget " + status.getName() + ": " + e.getMessage(), e);
        }
    }
}
