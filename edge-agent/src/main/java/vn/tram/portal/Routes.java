package vn.tram.portal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Client;
import vn.tram.access.GateException;
import vn.tram.page.Trouble;
import vn.tram.portal.PortalCounts.What;

/** Which page answers which request; whoever asks for a page of the Internet is shown the way here. */
final class Routes {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private final PortalViews views;
    private final PortalForms forms;
    private final CapportApi api;
    private final Doors doors;
    private final PortalCounts counts;
    private final @Nullable FasRoute fas;

    Routes(
            PortalViews views,
            PortalForms forms,
            CapportApi api,
            Doors doors,
            PortalCounts counts,
            @Nullable FasRoute fas) {
        this.fas = fas;
        this.views = views;
        this.forms = forms;
        this.api = api;
        this.doors = doors;
        this.counts = counts;
    }

    /** @param began when the request came, by {@link System#nanoTime} */
    Reply answer(Ask ask, long began) throws IOException {
        try {
            ask.checkSize();
            if (!ask.isForUs()) {
                return redirect(ask);
            }
            if (fas != null && ask.path().equals(FasRoute.PATH)) {
                return fas.answer(ask);
            }
            Client client = doors.at(ask.address());
            if (client == null) {
                throw new BadRequestException(
                        403, Trouble.NOT_HERE, "client: must be on the hotspot's network, was " + ask.address());
            }
            return switch (ask.method()) {
                case "GET", "HEAD" -> page(ask, client);
                case "POST" -> orNotFound(forms.answer(ask, client, began));
                default ->
                    throw new BadRequestException(
                            405, Trouble.METHOD, "method: must be GET, HEAD or POST, was " + ask.method());
            };
        } catch (BadRequestException e) {
            log.debug("refused: {}", e.getMessage());
            counts.count(e.trouble());
            Reply reply = views.trouble(ask.language(), e.trouble(), e.status());
            return e.status() == 405 ? reply.with("Allow", "GET, HEAD, POST") : reply;
        } catch (GateException e) {
            log.error("the doors cannot be seen: {}", e.getMessage());
            counts.count(Trouble.GATE);
            return views.trouble(ask.language(), Trouble.GATE, 503);
        }
    }

    /**
     * The answer that every system takes for a captive portal: a redirection, never kept, with a body. The connection
     * ends with it, because the kernel's redirection lasts as long as the connection, and a check that comes after the
     * door has opened must not arrive here.
     */
    private Reply redirect(Ask ask) {
        counts.count(What.REDIRECTED);
        String to = ask.base() + "/";
        return Reply.text(
                        302,
                        Reply.HTML,
                        "<!doctype html><html lang=\"vi\"><title>Wi-Fi</title><p><a href=\"" + to
                                + "\">Mở trang Wi-Fi · <span lang=\"en\">Open the Wi-Fi page</span></a></p></html>")
                .with("Location", to)
                .with("Connection", "close");
    }

    private Reply page(Ask ask, Client client) throws GateException, BadRequestException {
        String language = ask.language();
        if (fas != null && ask.path().equals("/welcome")) {
            fas.returns(client, ask.query().get("came"));
            doors.forget();
        }
        Reply reply = switch (ask.path()) {
            case "/" -> views.front(ask, client, language, null, 200);
            case "/welcome", "/status" -> orFirstPage(views.welcome(ask, client, language));
            case "/rules" -> views.rules(language);
            case "/announcements" -> views.announcements(language);
            case "/report" -> views.report(client, language, "", null, 200);
            case "/favicon.ico" -> Reply.text(404, "text/plain; charset=utf-8", "none\n");
            case CapportApi.PATH -> ask.secure() ? api.answer(ask, client) : null;
            default -> null;
        };
        return orNotFound(reply);
    }

    private static Reply orFirstPage(@Nullable Reply reply) {
        return reply != null
                ? reply
                : Reply.text(302, Reply.HTML, "<!doctype html><title>302</title>")
                        .with("Location", "/");
    }

    private static Reply orNotFound(@Nullable Reply reply) throws BadRequestException {
        if (reply == null) {
            throw new BadRequestException(404, Trouble.NOT_FOUND, "address: must be one of the portal's");
        }
        return reply;
    }
}
