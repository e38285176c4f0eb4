package vn.tram.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vn.tram.document.Allowance;
import vn.tram.document.PortalPolicy;
import vn.tram.document.VoucherBatch;
import vn.tram.document.VoucherCode;
import vn.tram.flow.Event;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditEntry.Action;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/**
 * {@code /vouchers}: batches of codes that open hotspots' doors. The codes themselves are in the answer that makes them, to
 * be printed, and are kept nowhere: what is kept tells a true code and cannot make one.
 */
final class VouchersApi {

    private static final int MAX_CODES = 500;
    private static final int MAX_HOURS = (int) Allowance.MAX_TIME.toHours();
    private static final int MAX_MEGABYTES = 100_000;
    private static final long MEGA = 1_000_000;
    private static final Duration AHEAD = Duration.ofDays(400);

    private final Parts parts;
    private final Publisher publisher;
    private final SecureRandom random = new SecureRandom();

    VouchersApi(Parts parts, Publisher publisher) {
        this.parts = parts;
        this.publisher = publisher;
    }

    private record Listed(Instant at, List<Batch> batches) {}

    /** @param quotaMegabytes 0 for no limit */
    private record Batch(int id, int size, Instant until, long hours, long quotaMegabytes) {
        static Batch of(VoucherBatch batch) {
            Allowance allowance = batch.allowance();
            return new Batch(
                    batch.id(), batch.size(), batch.until(), allowance.time().toHours(), allowance.quota() / MEGA);
        }
    }

    private record Made(Batch batch, List<String> codes) {}

    Answer list(Request request, Session session) {
        request.query().done();
        return Answer.json(new Listed(
                parts.clock().instant(),
                publisher.vouchers().stream().map(Batch::of).toList()));
    }

    /** Takes some milliseconds for each code. */
    Answer make(Request request, Session session) {
        request.query().done();
        Instant now = parts.clock().instant();
        Fields fields = request.fields();
        int count = fields.integer("count", 1, MAX_CODES);
        int hours = fields.integer("hours", 1, MAX_HOURS);
        int megabytes = fields.integer("quotaMegabytes", 0, MAX_MEGABYTES);
        Instant until = Drafts.time(fields, "until");
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(AHEAD))) {
            fields.problem(
                    "until",
                    "must be in the future, and at most " + AHEAD.toDays() + " days away",
                    until == null ? "" : until.toString());
        }
        fields.done();
        List<VoucherBatch> batches = inUse(now);
        int id = freeId(batches);
        if (until == null || batches.size() >= PortalPolicy.MAX_BATCHES) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "vouchers",
                    "at most " + PortalPolicy.MAX_BATCHES + " batches may be in use; revoke one",
                    "");
        }
        List<VoucherCode> codes = new ArrayList<>();
        for (int serial = 0; serial < count; serial++) {
            codes.add(VoucherCode.draw(id, serial, random));
        }
        byte[] salt = new byte[VoucherBatch.SALT_BYTES];
        random.nextBytes(salt);
        Allowance allowance = new Allowance(Duration.ofHours(hours), megabytes * MEGA, 0, 0);
        VoucherBatch made = VoucherBatch.of(codes, until, allowance, salt);
        batches.add(made);
        tell(request, session, Action.VOUCHERS_MADE, made, batches);
        return Answer.json(new Made(
                        Batch.of(made), codes.stream().map(VoucherCode::text).toList()))
                .status(201);
    }

    /** No code of the batch opens a door from the next fetch of each hotspot on; who is in stays in. */
    Answer revoke(Request request, Session session) {
        request.query().done();
        String id = request.parameter("id");
        List<VoucherBatch> batches = inUse(parts.clock().instant());
        VoucherBatch gone = batches.stream()
                .filter(batch -> String.valueOf(batch.id()).equals(id))
                .findFirst()
                .orElse(null);
        if (gone == null) {
            throw Refused.because(Refusal.NOT_FOUND, "batch", "must be one that is in use", id);
        }
        batches.remove(gone);
        tell(request, session, Action.VOUCHERS_REVOKED, gone, batches);
        return Answer.json(Batch.of(gone));
    }

    private List<VoucherBatch> inUse(Instant now) {
        return publisher.vouchers().stream()
                .filter(batch -> batch.until().isAfter(now))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Ids go round, so that one that was revoked does not soon come again. */
    private static int freeId(List<VoucherBatch> batches) {
        Set<Integer> used = batches.stream().map(VoucherBatch::id).collect(Collectors.toSet());
        int id = batches.isEmpty() ? 0 : batches.get(batches.size() - 1).id();
        do {
            id = (id + 1) % (VoucherCode.MAX_BATCH + 1);
        } while (used.contains(id));
        return id;
    }

    private void tell(Request request, Session session, Action action, VoucherBatch batch, List<VoucherBatch> batches) {
        String actor = session.user().name();
        Instant now = parts.clock().instant();
        publisher.vouchers(actor, batches);
        parts.audit()
                .append(new AuditEntry(
                        now,
                        actor,
                        request.address(),
                        action,
                        String.valueOf(batch.id()),
                        "",
                        batch.size() + " codes"));
        for (Publisher.Bundle bundle : publisher.bundles()) {
            Event event = new Event.BundlePublished(now, actor, bundle.revision(), bundle.hash(), bundle.endpoints());
            if (!parts.loop().test(event)) {
                // The codes must be said now; what portals should have is told again within a minute.
                return;
            }
        }
    }
}
