package vn.tram.portal;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Attempts;
import vn.tram.access.Client;
import vn.tram.access.GateException;
import vn.tram.document.Reading;
import vn.tram.page.Trouble;
import vn.tram.portal.PortalCounts.What;

/** What people post, each to its address. */
final class PortalForms {

    private static final int OBJECT = 42772;
    private static final int BROKEN = 31;
    private static final int REPORT = 34;
    private static final int MAX_MESSAGE = 500;

    private final Admission admission;
    private final Doors doors;
    private final PortalViews views;
    private final PortalCounts counts;
    private final Predicate<List<Reading>> tell;
    private final InstantSource clock;
    private final Attempts taps = new Attempts(Duration.ofMinutes(10), 1, 60);
    private final Attempts reports = new Attempts(Duration.ofMinutes(10), 3, 30);

    PortalForms(PortalParts parts, Admission admission, Doors doors, PortalViews views, PortalCounts counts) {
        this.admission = admission;
        this.doors = doors;
        this.views = views;
        this.counts = counts;
        this.tell = parts.tell();
        this.clock = parts.clock();
    }

    /** @return null when there is no such address */
    @Nullable
    Reply answer(Ask ask, Client client, long began) throws BadRequestException, IOException, GateException {
        String path = ask.path();
        if (!List.of("/login", "/return", "/logout", "/broken", "/report").contains(path)) {
            return null;
        }
        Form form = ask.form();
        String language = form.get("lang").equals("en") ? "en" : "vi";
        String seal = form.get("seal");
        return switch (path) {
            case "/login" -> login(ask, client, form, language, began);
            case "/return" ->
                entered(ask, client, language, admission.comeBack(client, seal, form.get("word")), What.RETURNED);
            case "/logout" -> logout(client, seal, language);
            case "/broken" -> broken(client, seal, language);
            default -> report(client, form, language);
        };
    }

    private Reply login(Ask ask, Client client, Form form, String language, long began) throws GateException {
        Trouble trouble = admission.enter(client, form.get("seal"), form.get("code"));
        if (trouble == null) {
            counts.opened(System.nanoTime() - began);
        }
        return entered(ask, client, language, trouble, null);
    }

    /** Success is shown on a page of its own, by somebody who asks for it when the door is open. */
    private Reply entered(Ask ask, Client client, String language, @Nullable Trouble trouble, @Nullable What done)
            throws GateException {
        if (trouble == null || trouble == Trouble.STALE && doors.of(client) != null) {
            if (done != null && trouble == null) {
                counts.count(done);
            }
            String detour = doors.detour(client, ask.base() + "/welcome?lang=" + language);
            return Reply.seeOther(detour == null ? "/welcome?lang=" + language : detour);
        }
        counts.count(trouble);
        return views.front(ask, client, language, trouble, status(trouble));
    }

    /** A person's own slip is an ordinary page; mini-browsers hide pages of other kinds. */
    private static int status(Trouble trouble) {
        return switch (trouble) {
            case FORGED -> 403;
            case TOO_OFTEN -> 429;
            case GATE, NOT_KEPT -> 503;
            default -> 200;
        };
    }

    private Reply logout(Client client, String seal, String language) {
        Trouble trouble = admission.leave(client, seal);
        if (trouble != null) {
            counts.count(trouble);
            return views.trouble(language, trouble, status(trouble));
        }
        counts.count(What.LEFT);
        return views.left(language);
    }

    /** One tap by each in ten minutes counts, and everybody is thanked. */
    private Reply broken(Client client, String seal, String language) {
        Trouble trouble = admission.check(client, seal);
        if (trouble == Trouble.FORGED) {
            counts.count(trouble);
            return views.trouble(language, trouble, status(trouble));
        }
        if (taps.allow(client.mac(), clock.instant())) {
            counts.count(What.BROKEN);
            if (!tell.test(List.of(Reading.of(OBJECT, 0, BROKEN, counts.of(What.BROKEN))))) {
                counts.count(Trouble.NOT_KEPT);
                return views.trouble(language, Trouble.NOT_KEPT, 503);
            }
        }
        return views.thanks(language, "broken");
    }

    /** Thanks are given when the report is safe in the outbox, from which it goes when there is a line. */
    private Reply report(Client client, Form form, String language) {
        String message = form.get("message").replace("\r\n", "\n").strip();
        Trouble trouble = admission.check(client, form.get("seal"));
        if (trouble == null && !isMessage(message)) {
            trouble = message.length() > MAX_MESSAGE ? Trouble.TOO_LARGE : Trouble.BAD_REQUEST;
        }
        if (trouble == null && !reports.allow(client.mac(), clock.instant())) {
            trouble = Trouble.TOO_OFTEN;
        }
        if (trouble == null
                && !tell.test(List.of(Reading.ofText(OBJECT, 0, REPORT, clock.instant() + " " + message)))) {
            trouble = Trouble.NOT_KEPT;
        }
        if (trouble != null) {
            counts.count(trouble);
            return views.report(client, language, message, trouble, status(trouble));
        }
        counts.count(What.REPORTED);
        return views.thanks(language, "report");
    }

    private static boolean isMessage(String message) {
        return !message.isEmpty()
                && message.length() <= MAX_MESSAGE
                && message.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n');
    }
}
