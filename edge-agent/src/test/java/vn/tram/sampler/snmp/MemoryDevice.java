package vn.tram.sampler.snmp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import vn.tram.profiles.Oid;

/** A device in memory that counts what it is asked for. */
final class MemoryDevice implements SnmpSource {

    final NavigableMap<Oid, SnmpValue> objects = new TreeMap<>();
    private final Map<Oid, Integer> asked = new HashMap<>();
    boolean silent;
    int requests;

    void put(String oid, SnmpValue value) {
        objects.put(Oid.of(oid), value);
    }

    void putInterface(int index, String name, int status) {
        put("1.3.6.1.2.1.2.2.1.2." + index, SnmpValue.text(name));
        put("1.3.6.1.2.1.2.2.1.3." + index, SnmpValue.integer(6));
        put("1.3.6.1.2.1.2.2.1.5." + index, SnmpValue.integer(1_000_000_000));
        put("1.3.6.1.2.1.2.2.1.6." + index, SnmpValue.octets(new byte[] {2, (byte) 0xfc, 0, 0, 0, (byte) index}));
        put("1.3.6.1.2.1.2.2.1.7." + index, SnmpValue.integer(1));
        put("1.3.6.1.2.1.2.2.1.8." + index, SnmpValue.integer(status));
        put("1.3.6.1.2.1.2.2.1.10." + index, SnmpValue.counter32(5));
        put("1.3.6.1.2.1.31.1.1.1.1." + index, SnmpValue.text(name));
        put("1.3.6.1.2.1.31.1.1.1.6." + index, SnmpValue.counter64(5_000_000_000L));
    }

    int asked(String oid) {
        return asked.getOrDefault(Oid.of(oid), 0);
    }

    @Override
    public CompletableFuture<Answers> get(List<Oid> oids) {
        requests++;
        Map<Oid, SnmpValue> values = new HashMap<>();
        for (Oid oid : oids) {
            asked.merge(oid, 1, Integer::sum);
            SnmpValue value = objects.get(oid);
            if (value != null && !silent) {
                values.put(oid, value);
            }
        }
        return CompletableFuture.completedFuture(new Answers(values, silent ? "does not answer" : "", !silent));
    }

    @Override
    public CompletableFuture<Rows> walk(List<Oid> columns, int maxRows) {
        requests++;
        Rows rows = Rows.none(columns);
        for (int i = 0; i < columns.size(); i++) {
            Oid column = columns.get(i);
            asked.merge(column, 1, Integer::sum);
            for (Map.Entry<Oid, SnmpValue> cell : objects.tailMap(column).entrySet()) {
                if (cell.getKey().startsWith(column)) {
                    Oid index = cell.getKey().from(column.size());
                    rows.rows().computeIfAbsent(index, key -> new SnmpValue[columns.size()])[i] = cell.getValue();
                }
            }
        }
        return CompletableFuture.completedFuture(rows);
    }

    @Override
    public CompletableFuture<Boolean> has(Oid oid) {
        return CompletableFuture.completedFuture(
                objects.tailMap(oid).keySet().stream().anyMatch(key -> key.startsWith(oid)));
    }

    @Override
    public String name() {
        return "memory";
    }
}
