package vn.tram.sampler.snmp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;

/**
 * Something that answers for SNMP objects: a device, or a recording of one. The futures never fail: what could not be
 * had is missing in the answer, and its trouble says why. They may complete on a thread of the source, which must not
 * be blocked.
 */
public interface SnmpSource {

    /** What {@code oids} are; those that the device does not have are missing. */
    CompletableFuture<Answers> get(List<Oid> oids);

    /**
     * The rows of columns that are indexed alike.
     *
     * @param maxRows where to stop, even if the table goes on
     */
    CompletableFuture<Rows> walk(List<Oid> columns, int maxRows);

    /** Whether the device has {@code oid}, or something below it. */
    CompletableFuture<Boolean> has(Oid oid);

    /** For messages, {@code 192.0.2.7:161}. */
    String name();

    /**
     * @param trouble why something may be missing; empty when nothing is
     * @param reached whether the device answered at all
     */
    record Answers(Map<Oid, SnmpValue> values, String trouble, boolean reached) {

        public Answers {
            values = Collections.unmodifiableMap(values);
        }
    }

    /**
     * @param columns in the order of the cells
     * @param rows by index; a cell that the device does not have is null
     * @param trouble why something may be missing; empty when nothing is
     */
    record Rows(List<Oid> columns, NavigableMap<Oid, @Nullable SnmpValue[]> rows, String trouble) {

        public static Rows none(List<Oid> columns) {
            return new Rows(columns, new TreeMap<>(), "");
        }

        @Nullable
        SnmpValue cell(Oid column, Oid index) {
            int i = columns.indexOf(column);
            SnmpValue[] row = rows.get(index);
            return i < 0 || row == null ? null : row[i];
        }
    }
}
