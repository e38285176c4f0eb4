package vn.tram.portal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Attempts;
import vn.tram.access.Client;
import vn.tram.access.DailyHash;
import vn.tram.access.FormSeal;
import vn.tram.access.GateException;
import vn.tram.access.Grant;
import vn.tram.access.ReturnWord;
import vn.tram.access.Session;
import vn.tram.document.Allowance;
import vn.tram.document.PortalPolicy;
import vn.tram.document.PortalPolicy.WayIn;
import vn.tram.document.Terms;
import vn.tram.document.VoucherBatch;
import vn.tram.document.VoucherCode;
import vn.tram.page.Trouble;

/**
 * Lets people in and out. Each method returns null when what was asked for is done, which for a door means that whoever
 * holds it has confirmed, or else why not. Safe for use by many threads.
 */
final class Admission {

    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Supplier<PortalPolicy> policy;
    private final Doors doors;
    private final FormSeal seals;
    private final ReturnWord words;
    private final DailyHash hashes;
    private final DayLog acceptances;
    private final UsedVouchers used;
    private final InstantSource clock;
    private final Attempts presses = new Attempts(Duration.ofMinutes(1), 20, 2_000);
    private final Attempts guesses = new Attempts(Duration.ofMinutes(5), 10, 200);

    Admission(
            Supplier<PortalPolicy> policy,
            Doors doors,
            FormSeal seals,
            ReturnWord words,
            DailyHash hashes,
            DayLog acceptances,
            UsedVouchers used,
            InstantSource clock) {
        this.policy = policy;
        this.doors = doors;
        this.seals = seals;
        this.words = words;
        this.hashes = hashes;
        this.acceptances = acceptances;
        this.used = used;
        this.clock = clock;
    }

    /** A hidden value for a form that this device is shown now. */
    String seal(Client client) {
        return seals.issue(client.mac(), policy.get().terms().version(), clock.instant());
    }

    String word(Client client) {
        return words.of(client.mac());
    }

    /** The form was made here, for this device and these rules, and was not used before. */
    @Nullable
    Trouble check(Client client, String seal) {
        return switch (seals.redeem(seal, client.mac(), policy.get().terms().version(), clock.instant())) {
            case GOOD -> null;
            case USED, EXPIRED -> Trouble.STALE;
            case OTHER_TERMS -> Trouble.OTHER_TERMS;
            case FORGED -> Trouble.FORGED;
        };
    }

    /**
     * By accepting the rules, and by a voucher too when there is a code.
     *
     * @param code as it was typed; empty for none
     */
    @Nullable
    Trouble enter(Client client, String seal, String code) {
        if (!presses.allow(client.mac(), clock.instant())) {
            return Trouble.TOO_OFTEN;
        }
        Trouble trouble = check(client, seal);
        if (trouble != null) {
            return trouble;
        }
        PortalPolicy now = policy.get();
        WayIn way = code.isEmpty() ? WayIn.RULES : WayIn.VOUCHER;
        if (!now.ways().contains(way)) {
            return Trouble.NOT_OFFERED;
        }
        return way == WayIn.VOUCHER
                ? byVoucher(client, now, code)
                : open(client, now.allowance(), now.terms(), way, null);
    }

    private @Nullable Trouble byVoucher(Client client, PortalPolicy now, String typed) {
        VoucherCode code = VoucherCode.parse(typed);
        if (code == null) {
            return Trouble.NO_VOUCHER;
        }
        if (!guesses.allow(client.mac(), clock.instant())) {
            return Trouble.TOO_OFTEN;
        }
        VoucherBatch batch = now.batch(code.batch());
        if (batch == null || !batch.holds(code)) {
            return Trouble.NO_VOUCHER;
        }
        if (!clock.instant().isBefore(batch.until())) {
            return Trouble.VOUCHER_EXPIRED;
        }
        try {
            return used.take(code)
                    ? open(client, batch.allowance(), now.terms(), WayIn.VOUCHER, code)
                    : Trouble.VOUCHER_USED;
        } catch (IOException e) {
            log.error("a voucher was not taken: {}", e.getMessage());
            return Trouble.NOT_KEPT;
        }
    }

    /** What was accepted is on the disk before the door opens. */
    private @Nullable Trouble open(
            Client client, Allowance allowance, Terms terms, WayIn way, @Nullable VoucherCode code) {
        Trouble trouble = keep(client, terms, way);
        if (trouble == null) {
            trouble = open(client, new Grant(allowance.time(), allowance.quota(), allowance.down(), allowance.up()));
        }
        if (trouble != null && code != null) {
            used.giveBack(code);
        }
        return trouble;
    }

    private @Nullable Trouble open(Client client, Grant grant) {
        try {
            doors.open(client, grant);
            return null;
        } catch (GateException e) {
            log.error("a door did not open: {}", e.getMessage());
            return Trouble.GATE;
        }
    }

    private @Nullable Trouble keep(Client client, Terms terms, WayIn way) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, VIETNAM);
        try {
            acceptances.append(
                    String.join(
                            " ",
                            now.toString(),
                            hashes.of(client.mac(), today),
                            Integer.toString(terms.version()),
                            terms.hash(),
                            way.name().toLowerCase(Locale.ROOT)),
                    today);
            return null;
        } catch (IOException | RuntimeException e) {
            log.error("an acceptance of the rules was not kept: {}", e.getMessage());
            return Trouble.NOT_KEPT;
        }
    }

    /** Goes on with a session that was opened for another address of the same person's device. */
    @Nullable
    Trouble comeBack(Client client, String seal, String word) {
        if (!guesses.allow(client.mac(), clock.instant())) {
            return Trouble.TOO_OFTEN;
        }
        Trouble trouble = check(client, seal);
        if (trouble != null) {
            return trouble;
        }
        try {
            Session session = words.find(word, doors.all());
            if (session == null) {
                return Trouble.NO_SUCH_WORD;
            }
            if (session.client().mac().equals(client.mac())) {
                return null;
            }
            Grant rest = doors.rest(session);
            // First the old door, so that a failure in between leaves less open, and never two for one session.
            doors.close(session.client());
            return open(client, rest);
        } catch (GateException e) {
            log.error("a session was not moved: {}", e.getMessage());
            return Trouble.GATE;
        }
    }

    @Nullable
    Trouble leave(Client client, String seal) {
        Trouble trouble = check(client, seal);
        if (trouble == Trouble.FORGED) {
            return trouble;
        }
        try {
            doors.close(client);
            return null;
        } catch (GateException e) {
            log.error("a door did not close: {}", e.getMessage());
            return Trouble.GATE;
        }
    }

    /**
     * Throws away what has been kept for long enough; once an hour.
     *
     * @param isTrusted whether records may expire by this date
     */
    void erase(LocalDate today, boolean isTrusted) {
        try {
            hashes.turn(today);
            if (isTrusted) {
                acceptances.erase(today);
            }
            doors.tidy();
        } catch (IOException | GateException | RuntimeException e) {
            log.warn("what is too old was not erased, and this is tried again in an hour: {}", e.getMessage());
        }
    }
}
