package vn.tram.web;

import java.util.List;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.http.Resource;
import vn.tram.web.http.Route;
import vn.tram.web.live.Feed;
import vn.tram.web.live.Province;

/** Every path of the API, and who may use it. */
final class Routes {

    private final Settings settings;
    private final Parts parts;
    private final Messages messages;
    private final Feed feed;

    Routes(Settings settings, Parts parts, Messages messages, Feed feed) {
        this.settings = settings;
        this.parts = parts;
        this.messages = messages;
        this.feed = feed;
    }

    List<Route> all() {
        NodesApi nodes = new NodesApi(parts.clock(), parts.live());
        return List.of(
                new Route("GET", "/api/v1/session", this::session),
                new Route("GET", "/api/v1/nodes", nodes::list),
                new Route("GET", "/api/v1/summary", this::summary),
                new Route("GET", "/api/v1/map", this::map),
                new Route("GET", "/api/v1/events", this::events),
                new Route("GET", "/api/v1/messages/{language}", this::messages));
    }

    private Answer session(Request request) {
        request.query().done();
        return Answer.json(SessionView.anonymous(settings, parts));
    }

    private Answer summary(Request request) {
        request.query().done();
        return Answer.json(parts.live().summary());
    }

    private Answer map(Request request) {
        request.query().done();
        Province province = parts.live().province();
        if (province == null) {
            throw Refused.because(Refusal.NOT_FOUND, "the province is not chosen yet");
        }
        return Answer.resource(province.map());
    }

    private Answer events(Request request) {
        request.query().done();
        return Answer.takeOver(feed.stream(request.header("Last-Event-ID"), () -> true));
    }

    private Answer messages(Request request) {
        request.query().done();
        String language = request.parameter("language");
        Resource json = messages.json(language);
        if (json == null) {
            throw Refused.because(Refusal.NOT_FOUND, "language", "must be one of " + Messages.LANGUAGES, language);
        }
        return Answer.resource(json);
    }
}
