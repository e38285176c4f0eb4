package vn.tram.portal;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;
import vn.tram.access.GateException;
import vn.tram.access.Session;
import vn.tram.document.PortalContent;
import vn.tram.page.Front;
import vn.tram.page.Line;
import vn.tram.page.OtherPages;
import vn.tram.page.Place;
import vn.tram.page.PortalPage;
import vn.tram.page.Trouble;

/** The portal's pages with what is so now. */
final class PortalViews {

    private final Content content;
    private final Doors doors;
    private final Admission admission;
    private final Supplier<Line> line;
    private final InstantSource clock;
    private final String station;
    private final String operator;

    PortalViews(PortalParts parts, Doors doors, Admission admission) {
        this.content = parts.content();
        this.doors = doors;
        this.admission = admission;
        this.line = parts.line();
        this.clock = parts.clock();
        this.station = parts.station();
        this.operator = parts.operator();
    }

    Reply front(Ask ask, Client client, String language, @Nullable Trouble trouble, int status) throws GateException {
        content.countPage();
        String word = "";
        try {
            word = ask.method().equals("GET") ? ask.query().get("word") : "";
        } catch (BadRequestException e) {
            // A link that somebody broke is no reason to hide the page.
            trouble = trouble == null ? e.trouble() : trouble;
        }
        return Reply.html(
                status,
                PortalPage.render(new Front(
                        place(language),
                        shown(),
                        content.policy(),
                        admission.seal(client),
                        trouble,
                        word.length() > 20 ? "" : word,
                        doors.of(client) != null)));
    }

    /** Null when the person is not in. */
    @Nullable
    Reply welcome(Ask ask, Client client, String language) throws GateException {
        Session session = doors.of(client);
        if (session == null) {
            return null;
        }
        content.countPage();
        String word = admission.word(client);
        return Reply.html(
                200,
                OtherPages.welcome(
                        place(language),
                        shown(),
                        new OtherPages.Visit(
                                session.left(),
                                clock.instant().plus(session.left()),
                                doors.bytesLeft(session),
                                word,
                                ask.base() + "/?word=" + word,
                                admission.seal(client))));
    }

    Reply rules(String language) {
        return Reply.html(
                200, OtherPages.rules(place(language), content.policy().terms()));
    }

    Reply announcements(String language) {
        content.countPage();
        return Reply.html(200, OtherPages.announcements(place(language), shown()));
    }

    Reply report(Client client, String language, String message, @Nullable Trouble trouble, int status) {
        return Reply.html(status, OtherPages.report(place(language), admission.seal(client), message, trouble));
    }

    Reply thanks(String language, String what) {
        return Reply.html(200, OtherPages.thanks(place(language), what));
    }

    Reply left(String language) {
        return Reply.html(200, OtherPages.left(place(language)));
    }

    Reply trouble(String language, Trouble trouble, int status) {
        return Reply.html(status, OtherPages.trouble(place(language), trouble));
    }

    private PortalContent shown() {
        PortalContent now = content.content();
        if (now == null) {
            return new PortalContent(operator, List.of());
        }
        // An emergency warning can come before any content.
        return now.province().isEmpty() ? new PortalContent(operator, now.announcements(), now.emergency()) : now;
    }

    private Place place(String language) {
        return new Place(shown().province(), station, content.revision(), language, line.get());
    }
}
