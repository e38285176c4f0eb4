package vn.tram.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditLog;

/** An audit log for tests. */
final class MemoryAudit implements AuditLog {

    private final CopyOnWriteArrayList<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void append(AuditEntry entry) {
        entries.add(0, entry);
    }

    @Override
    public List<AuditEntry> newest(int limit) {
        return List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
    }
}
