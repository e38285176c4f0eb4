package vn.tram.web;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import vn.tram.web.http.HttpCounters;
import vn.tram.web.http.HttpServer;
import vn.tram.web.http.Pages;
import vn.tram.web.http.Route;
import vn.tram.web.live.Feed;

/** The controller's door for people and programs: {@code /api/v1}, the live feed, and the pages. */
public final class Web implements AutoCloseable {

    private final Settings settings;
    private final HttpServer server;
    private final Feed feed;

    private Web(Settings settings, HttpServer server, Feed feed) {
        this.settings = settings;
        this.server = server;
        this.feed = feed;
    }

    /** @throws IOException when the address is taken or is not of this machine */
    public static Web start(Settings settings, Parts parts) throws IOException {
        Messages messages = new Messages();
        HttpCounters counters = new HttpCounters();
        Feed feed = new Feed(parts.live(), parts.clock(), settings.maxReaders(), settings.patience());
        List<Route> routes = Routes.of(settings, parts, messages, feed, counters);
        HttpServer server = HttpServer.start(
                settings.host(),
                settings.port(),
                settings.tls(),
                settings.hosts(),
                routes,
                new Pages(settings.pages())::answer,
                messages::text,
                counters);
        feed.start();
        return new Web(settings, server, feed);
    }

    public int port() {
        return server.port();
    }

    /** What to type into a browser. */
    public URI uri() {
        String host = settings.host();
        String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port();
        return URI.create((settings.tls() == null ? "http" : "https") + "://" + authority + "/");
    }

    @Override
    public void close() {
        feed.close();
        server.close();
    }
}
