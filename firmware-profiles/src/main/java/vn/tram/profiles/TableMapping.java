package vn.tram.profiles;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An LwM2M object with one instance for each row of a table.
 *
 * @param name within the group
 * @param object LwM2M object id
 * @param numbering how a row gets its instance id
 * @param maxRows how many rows are read; the others are left out and said to be
 * @param needs the LwM2M resource without which a row does not count; negative for any
 * @param where which rows count: each column must be found to match
 * @param columns by LwM2M resource id
 */
public record TableMapping(
        String name,
        int object,
        Numbering numbering,
        int maxRows,
        int needs,
        Map<Oid, Pattern> where,
        SortedMap<Integer, ColumnMapping> columns) {

    /** How a row gets its LwM2M instance id. */
    public enum Numbering {
        /** The last arc of the row's index, such as ifIndex; rows beyond 65534 are left out. */
        INDEX,
        /** From 0 in the order of the tables of the same object, and kept until the device restarts. */
        ORDINAL
    }

    /**
     * One column.
     *
     * @param type of the LwM2M resource
     * @param sources tried in this order for each row; the first that gives a value is taken
     */
    public record ColumnMapping(ResourceType type, List<ValueSource> sources) {

        public ColumnMapping {
            sources = List.copyOf(sources);
        }
    }

    public TableMapping {
        where = Map.copyOf(where);
        columns = new TreeMap<>(columns);
    }
}
