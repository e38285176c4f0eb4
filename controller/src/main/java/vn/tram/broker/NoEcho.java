package vn.tram.broker;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;
import org.apache.activemq.artemis.reader.MessageUtil;

/**
 * Keeps a client's own messages out of its own queue. Trạm's clients subscribe with no-local (MQTT 5, section 3.8.3.1),
 * for both directions share a topic; Artemis does not deliver what it then must not, but would keep it in the queue, in
 * memory and in the journal, until it expires.
 */
final class NoEcho implements ActiveMQServerQueuePlugin {

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) {
        String client = client(queue);
        if (!client.isEmpty()) {
            String others = MessageUtil.CONNECTION_ID_PROPERTY_NAME_STRING + " IS NULL OR "
                    + MessageUtil.CONNECTION_ID_PROPERTY_NAME_STRING + " <> '" + client.replace("'", "''") + "'";
            SimpleString filter = queue.getFilterString();
            queue.setFilterString(filter == null ? others : "(" + filter + ") AND (" + others + ")");
        }
    }

    /** Artemis calls the queue of a subscription CLIENT.ADDRESS; empty for other queues. */
    private static String client(QueueConfiguration queue) {
        String name = String.valueOf(queue.getName());
        String end = "." + queue.getAddress();
        return name.endsWith(end) && !name.startsWith("$") ? name.substring(0, name.length() - end.length()) : "";
    }
}
