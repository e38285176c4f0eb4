package vn.tram.uplink.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;

/**
 * What the last requests were answered, so that one that is delivered again (QoS 1) is not carried out again. Safe for
 * use by many threads.
 */
final class RecentAnswers {

    private static final int MAX = 64;

    private record Id(Operation operation, long token) {}

    private final Map<Id, Message> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Message> eldest) {
            return size() > MAX;
        }
    };

    synchronized @Nullable Message find(Operation operation, long token) {
        return answers.get(new Id(operation, token));
    }

    synchronized void keep(Operation operation, long token, Message answer) {
        answers.put(new Id(operation, token), answer);
    }
}
