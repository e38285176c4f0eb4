package vn.tram.simulator.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A hotspot with a captive portal that keeps every rule; bad ones break one of them each. */
class FakeHotspot implements Hotspot {

    static final String NAME = "portal.bacninh.example";
    static final String HOME = "http://" + NAME + "/";
    static final String PAGE =
            "<h1>Wi-Fi công cộng</h1><form method=\"post\" action=\"/login\"><button>Vào mạng</button></form>";

    private boolean open;

    @Override
    public final Answer ask(Request request) {
        if (request.host().equals(NAME)) {
            return own(request);
        }
        if (open) {
            return free(request);
        }
        return request.isTls() ? tls(request) : probe(request);
    }

    /** Of a name that is not ours, before the login. */
    Answer probe(Request request) {
        return Answer.redirect(302, HOME);
    }

    Answer tls(Request request) {
        return Answer.failed(Answer.Failure.RESET);
    }

    /** Of a name that is not ours, after the login. */
    Answer free(Request request) {
        return Internet.answer(request);
    }

    Answer own(Request request) {
        return switch (request.path()) {
            case "/login" -> logIn(request);
            case "/welcome" -> Answer.of(200, "<h1>Đã vào mạng</h1>").with("Cache-Control", "no-store");
            case "/api/capport" -> api(request);
            default -> Answer.of(200, PAGE).with("Cache-Control", "no-store");
        };
    }

    Answer logIn(Request request) {
        opens();
        return Answer.redirect(303, "/welcome");
    }

    Answer api(Request request) {
        return json(json());
    }

    String json() {
        return "{\"captive\":%s,\"user-portal-url\":\"https://%s/\",\"venue-info-url\":\"https://%s/\"%s}"
                .formatted(!open, NAME, NAME, open ? ",\"seconds-remaining\":1800,\"can-extend-session\":true" : "");
    }

    static Answer json(String body) {
        return Answer.of(200, body)
                .with("Content-Type", "application/captive+json")
                .with("Cache-Control", "private");
    }

    boolean isOpen() {
        return open;
    }

    void opens() {
        open = true;
    }

    @Override
    public List<String> addresses(String name) {
        return Internet.addresses(name);
    }

    @Override
    public Optional<URI> api() {
        return Optional.empty();
    }

    @Override
    public void passes(Duration time) {}

    @Override
    public void expires() {
        open = false;
    }

    /** The same with an API, which RFC 8910's option announces. */
    static class WithApi extends FakeHotspot {
        @Override
        public Optional<URI> api() {
            return Optional.of(URI.create("https://" + NAME + "/api/capport"));
        }
    }

    /** One that lets the hosts through whose names end so, as if they were in its walled garden. */
    static final class Garden extends FakeHotspot {
        private final List<String> names;

        Garden(String... names) {
            this.names = List.of(names);
        }

        private boolean has(Request request) {
            return names.stream()
                    .anyMatch(name ->
                            request.host().equals(name) || request.host().endsWith("." + name));
        }

        @Override
        Answer probe(Request request) {
            return has(request) ? Internet.answer(request) : super.probe(request);
        }

        @Override
        Answer tls(Request request) {
            return has(request) ? Internet.answer(request) : super.tls(request);
        }
    }
}
