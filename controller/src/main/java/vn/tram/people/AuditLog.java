package vn.tram.people;

import java.util.List;

/**
 * Where audit entries are kept; nothing in it is ever changed or removed. Safe for use by many threads; an entry is
 * durable when {@link #append} returns. Throws an unchecked exception when the store does not work.
 */
public interface AuditLog {

    void append(AuditEntry entry);

    /** At most {@code limit} entries, newest first. */
    List<AuditEntry> newest(int limit);
}
