package vn.tram.web;

import vn.tram.web.http.Answer;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.Feed;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Province;

/** {@code /summary}, {@code /map} and {@code /events}: what the wall is made of. */
final class WallApi {

    private final LiveView live;
    private final Feed feed;
    private final Door door;

    WallApi(LiveView live, Feed feed, Door door) {
        this.live = live;
        this.feed = feed;
        this.door = door;
    }

    Answer summary(Request request) {
        request.query().done();
        return Answer.json(live.summary());
    }

    Answer map(Request request) {
        request.query().done();
        Province province = live.province();
        if (province == null) {
            throw Refused.because(Refusal.NOT_FOUND, "province", "must be chosen by the set-up first", "");
        }
        return Answer.resource(province.map());
    }

    Answer events(Request request) {
        request.query().done();
        return Answer.takeOver(feed.stream(request.header("Last-Event-ID"), door.mayStillRead(request)))
                .header("Cache-Control", "no-store");
    }
}
