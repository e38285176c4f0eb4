package vn.tram.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.VoucherBatch;
import vn.tram.inventory.Node;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditLog;
import vn.tram.people.User;
import vn.tram.people.Users;
import vn.tram.web.Faults;
import vn.tram.web.Publisher;
import vn.tram.web.live.District;

/** What the web server of a {@link WallStage} is given in place of the store, the content and the demo. */
final class WallFakes {

    private WallFakes() {}

    /** Announcements in memory. */
    static final class MemoryPublisher implements Publisher {

        private final CopyOnWriteArrayList<Published> published = new CopyOnWriteArrayList<>();
        private long revision;
        private volatile List<VoucherBatch> batches = List.of();

        @Override
        public synchronized Published publish(String actor, Draft draft) {
            String id = "a" + published.size();
            Published newest = new Published(id, ++revision, Instant.now(), actor, draft, null, null);
            published.add(0, newest);
            return newest;
        }

        private @Nullable Published inUse(String id) {
            return published.stream()
                    .filter(one -> one.id().equals(id) && one.retiredAt() == null)
                    .findFirst()
                    .orElse(null);
        }

        private Published put(Published before, Published after) {
            published.set(published.indexOf(before), after);
            return after;
        }

        @Override
        public synchronized @Nullable Published change(String actor, String id, Draft draft) {
            Published before = inUse(id);
            return before == null
                    ? null
                    : put(before, new Published(id, ++revision, Instant.now(), actor, draft, null, null));
        }

        @Override
        public synchronized @Nullable Published retire(String actor, String id) {
            Published before = inUse(id);
            revision++;
            return before == null
                    ? null
                    : put(
                            before,
                            new Published(
                                    id,
                                    before.revision(),
                                    before.publishedAt(),
                                    before.publishedBy(),
                                    before.draft(),
                                    Instant.now(),
                                    actor));
        }

        @Override
        public synchronized @Nullable Published move(String actor, String id, int place) {
            Published moved = inUse(id);
            revision++;
            if (moved != null) {
                published.remove(moved);
                published.add(Math.min(place, published.size()), moved);
            }
            return moved;
        }

        @Override
        public PortalContent content() {
            return new PortalContent(
                    "",
                    published.stream()
                            .filter(one -> one.retiredAt() == null)
                            .map(MemoryPublisher::shown)
                            .toList());
        }

        private static Announcement shown(Published one) {
            Draft draft = one.draft();
            return new Announcement(
                    one.revision(),
                    one.publishedAt(),
                    new Announcement.Text(draft.titleVi(), draft.bodyVi()),
                    null,
                    draft.showing());
        }

        @Override
        public List<Published> current() {
            return List.copyOf(published);
        }

        @Override
        public List<VoucherBatch> vouchers() {
            return batches;
        }

        @Override
        public synchronized void vouchers(String actor, List<VoucherBatch> others) {
            batches = List.copyOf(others);
            revision++;
        }

        @Override
        public synchronized List<Bundle> bundles() {
            return List.of(new Bundle(revision, String.format("%064x", revision), List.of()));
        }
    }

    /** Breaks fibres and radios of the stage's province. */
    static final class StageFaults implements Faults {

        private final WallStage stage;
        private final List<District> districts;
        private final CopyOnWriteArrayList<Active> active = new CopyOnWriteArrayList<>();
        private int last;

        StageFaults(WallStage stage, List<District> districts) {
            this.stage = stage;
            this.districts = List.copyOf(districts);
        }

        @Override
        public List<Target> targets() {
            List<Target> targets = new ArrayList<>();
            districts.forEach(district -> targets.add(new Target(Kind.FIBRE, district.code(), district.name())));
            stage.province.nodes().stream()
                    .filter(node -> node.kind() == Node.Kind.HOTSPOT)
                    .forEach(node -> targets.add(new Target(Kind.RADIO, node.endpoint(), node.name())));
            return targets;
        }

        @Override
        public List<Active> active() {
            return List.copyOf(active);
        }

        @Override
        public synchronized @Nullable Active cut(Kind kind, String id) {
            Target target = targets().stream()
                    .filter(candidate ->
                            candidate.kind() == kind && candidate.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (target == null) {
                return null;
            }
            if (kind == Kind.FIBRE) {
                stage.under(id).forEach(stage::lose);
            } else {
                stage.breakRadio(id, true);
            }
            Active fault = new Active("f" + ++last, kind, id, target.name(), Instant.now());
            active.add(0, fault);
            return fault;
        }

        @Override
        public synchronized boolean mend(String id) {
            Active fault = active.stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (fault == null) {
                return false;
            }
            if (fault.kind() == Kind.FIBRE) {
                stage.under(fault.target()).forEach(stage::connect);
            } else {
                stage.breakRadio(fault.target(), false);
            }
            return active.remove(fault);
        }
    }

    /** Users in memory. */
    static final class MemoryUsers implements Users {

        private final ConcurrentSkipListMap<String, User> byName = new ConcurrentSkipListMap<>();

        @Override
        public @Nullable User find(String name) {
            return byName.get(name);
        }

        @Override
        public List<User> all() {
            return List.copyOf(byName.values());
        }

        @Override
        public boolean add(User user) {
            return byName.putIfAbsent(user.name(), user) == null;
        }

        @Override
        public boolean replace(User user) {
            return byName.replace(user.name(), user) != null;
        }
    }

    /** An audit log in memory. */
    static final class MemoryAudit implements AuditLog {

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
}
