package vn.tram.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.VoucherBatch;

/**
 * All that authors have decided, at one time; each change makes the next one.
 *
 * @param revision grows with every change, from 1
 * @param at when it was made, by the controller's clock
 * @param actor user name of who made it
 * @param notices those in use in the order in which portals show them, then at most {@value #MAX_RETIRED} retired ones,
 *     the newest first
 * @param vouchers the public parts of the batches that are in use
 */
public record Edition(long revision, Instant at, String actor, List<Notice> notices, List<VoucherBatch> vouchers) {

    public static final int MAX_NOTICES = 100;
    static final int MAX_RETIRED = 100;

    static final Edition NONE = new Edition(0, Instant.EPOCH, "", List.of(), List.of());

    public Edition {
        notices = List.copyOf(notices);
        vouchers = List.copyOf(vouchers);
    }

    /** Those that are not retired, in order. */
    public List<Notice> inUse() {
        return notices.stream().filter(notice -> !notice.isRetired()).toList();
    }

    public @Nullable Notice notice(String id) {
        return notices.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    /** With {@code notice} in the place of the one with its id, or before all others. */
    Edition with(Notice notice, long next, Instant now, String by) {
        List<Notice> used = new ArrayList<>(inUse());
        int at = index(used, notice.id());
        if (at < 0) {
            used.add(0, notice);
        } else {
            used.set(at, notice);
        }
        return next(used, notices, next, now, by);
    }

    Edition retiring(String id, long next, Instant now, String by) {
        List<Notice> all = new ArrayList<>(inUse());
        List<Notice> gone = new ArrayList<>(List.of(all.remove(index(all, id)).retired(now, by)));
        gone.addAll(notices);
        return next(all, gone, next, now, by);
    }

    Edition moving(String id, int place, long next, Instant now, String by) {
        List<Notice> used = new ArrayList<>(inUse());
        Notice moved = used.remove(index(used, id));
        used.add(Math.max(0, Math.min(place, used.size())), moved);
        return next(used, notices, next, now, by);
    }

    Edition withVouchers(List<VoucherBatch> others, long next, Instant now, String by) {
        return new Edition(next, now, by, notices, others);
    }

    private Edition next(List<Notice> used, List<Notice> before, long next, Instant now, String by) {
        List<Notice> all = new ArrayList<>(used);
        before.stream().filter(Notice::isRetired).limit(MAX_RETIRED).forEach(all::add);
        return new Edition(next, now, by, all, vouchers);
    }

    private static int index(List<Notice> notices, String id) {
        for (int i = 0; i < notices.size(); i++) {
            if (notices.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
