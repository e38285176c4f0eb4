package vn.tram.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the broker took and refused since it started. Safe for use by many threads. */
final class BrokerCounters {

    final AtomicInteger connections = new AtomicInteger();
    final LongAdder accepted = new LongAdder();
    final LongAdder refusedIdentity = new LongAdder();
    final LongAdder refusedTopic = new LongAdder();
    final LongAdder refusedSize = new LongAdder();

    Map<String, Long> asMap() {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("connections", (long) connections.get());
        map.put("connections_accepted", accepted.sum());
        map.put("refused_identity", refusedIdentity.sum());
        map.put("refused_topic", refusedTopic.sum());
        map.put("refused_size", refusedSize.sum());
        return map;
    }
}
