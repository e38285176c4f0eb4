package vn.tram.portal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.DailyHash;
import vn.tram.access.FormSeal;
import vn.tram.access.GateException;
import vn.tram.access.KeyedHash;
import vn.tram.access.ReturnWord;
import vn.tram.document.Reading;

/**
 * The captive portal behind its sockets: what it keeps, and how it answers. Safe for use by many threads.
 */
public final class Portal implements AutoCloseable {

    /** How long it is kept that somebody accepted which rules. */
    public static final int ACCEPTANCE_DAYS = 180;

    private static final Logger log = LoggerFactory.getLogger(Portal.class);
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final long ACCEPTANCE_BYTES = 8_000_000;
    private static final int SESSIONS = 6;

    private final PortalParts parts;
    private final @Nullable String name;
    private final PortalCounts counts = new PortalCounts();
    private final Doors doors;
    private final DayLog acceptances;
    private final UsedVouchers used;
    private final Admission admission;
    private final KeptClock clock;
    private final Routes routes;

    /** @throws IOException when its folder cannot be used */
    public Portal(PortalParts parts) throws IOException {
        this.parts = parts;
        this.name = parts.name();
        Path folder = Files.createDirectories(parts.folder());
        Keys keys = new Keys(folder, parts.random());
        KeyedHash own = keys.own();
        doors = new Doors(parts.gate(), new Grants(folder.resolve("grants")), parts.clock());
        acceptances = new DayLog(folder.resolve("acceptances"), ACCEPTANCE_DAYS, ACCEPTANCE_BYTES);
        clock = new KeptClock(folder.resolve("clock"));
        used = new UsedVouchers(folder.resolve("vouchers"));
        admission = new Admission(
                parts.content()::policy,
                doors,
                new FormSeal(own, parts.random()),
                new ReturnWord(own),
                new DailyHash(keys::of),
                acceptances,
                used,
                parts.clock());
        PortalViews views = new PortalViews(parts, doors, admission);
        routes = new Routes(
                views,
                new PortalForms(parts, admission, doors, views, counts),
                new CapportApi(doors),
                doors,
                counts,
                FasRoute.of(parts.gate()));
    }

    Ask ask(HttpExchange exchange, boolean secure) {
        return new Ask(exchange, secure, name);
    }

    Reply answer(Ask ask, long began) throws IOException {
        return routes.answer(ask, began);
    }

    /**
     * Throws away what has been kept for long enough; to be called once an hour. By a clock that has jumped no record goes
     * before it has gone on for a day; the key of the day goes at once.
     */
    public void erase() {
        Instant now = parts.clock().instant();
        boolean isTrusted = false;
        try {
            isTrusted = clock.isTrusted(now);
        } catch (IOException e) {
            log.warn("what is known of the clock is not kept, so nothing expires by it: {}", e.getMessage());
        }
        admission.erase(LocalDate.ofInstant(now, VIETNAM), isTrusted);
    }

    /** Numbers of the object Captive Portal, beside those of its content. Asks the gate. */
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>(counts.readings());
        try {
            readings.add(Reading.of(42772, 0, SESSIONS, (long) doors.all().size()));
        } catch (GateException e) {
            log.debug("how many doors are open is not known: {}", e.getMessage());
        }
        return readings;
    }

    @Override
    public void close() throws IOException {
        acceptances.close();
        used.close();
    }
}
