package vn.tram.simulator.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser as far as captive portals are concerned: redirects, forms, and what a mini-browser lacks. */
final class Sheet {

    private static final int MOST_REDIRECTS = 10;
    private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("(?is)<(?:input|button)\\b([^>]*)>");
    private static final Pattern SCRIPTED = Pattern.compile("(?is)<button\\b[^>]*data-post=\"([^\"]*)\"");

    /** What a client opens portals in. */
    enum Kind {
        /** Keeps nothing: no cookies, no cache, no second tab. */
        MINI,
        /** A browser with a cache and cookies. */
        FULL
    }

    /**
     * A page as the person sees it.
     *
     * @param url after all redirects
     */
    record Page(URI url, Answer answer) {

        boolean isShown() {
            return answer.came() && !answer.body().isBlank();
        }
    }

    private final Kind kind;
    private final Network network;
    private final Map<URI, Answer> cache = new HashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Sheet(Kind kind, Network network) {
        this.kind = kind;
        this.network = network;
    }

    /** A full navigation, with every redirect on the way. */
    Page load(Request first) {
        Request request = first;
        Answer answer = once(request);
        for (int i = 0; i < MOST_REDIRECTS && answer.isRedirect(); i++) {
            URI next = request.url().resolve(answer.header("location"));
            boolean keeps = answer.status() == 307 || answer.status() == 308;
            request =
                    keeps ? new Request(request.method(), next, request.headers(), request.form()) : Request.get(next);
            answer = once(request);
        }
        return answer.isRedirect()
                ? new Page(request.url(), Answer.failed(Answer.Failure.RESET))
                : new Page(request.url(), answer);
    }

    private Answer once(Request request) {
        Answer cached = cache.get(request.url());
        if (cached != null && request.method().equals("GET")) {
            return cached;
        }
        Request asked = request;
        if (kind == Kind.FULL && cookies.containsKey(request.host())) {
            asked = asked.with("Cookie", cookies.getOrDefault(request.host(), ""));
        }
        Answer answer = network.ask(asked.with("Accept-Language", "vi-VN,vi;q=0.9,en;q=0.8"));
        if (kind == Kind.FULL && !answer.header("set-cookie").isEmpty()) {
            cookies.put(request.host(), answer.header("set-cookie").replaceAll(";.*", ""));
        }
        if (kind == Kind.FULL && request.method().equals("GET") && mayBeKept(answer)) {
            cache.put(request.url(), answer);
        }
        return answer;
    }

    /** RFC 9111, section 4.2: what says how long it holds, and what holds for ever if nothing else is said. */
    private static boolean mayBeKept(Answer answer) {
        String control = answer.header("cache-control");
        boolean forEver = answer.status() == 301 || answer.status() == 308;
        return !control.matches(".*(no-store|no-cache).*") && (forEver || control.matches(".*max-age=[1-9].*"));
    }

    /**
     * Presses the button that lets one in.
     *
     * @return the page that a full navigation led to; empty when the page has no button that this browser can press
     */
    Optional<Page> logIn(Page page) {
        Matcher form = FORM.matcher(page.answer().body());
        while (form.find()) {
            String action = attribute(form.group(1), "action");
            boolean opensTab = !attribute(form.group(1), "target").isEmpty();
            if (action.endsWith("/login") && !(opensTab && kind == Kind.MINI)) {
                return Optional.of(load(Request.post(page.url().resolve(action), fields(form.group(2)))));
            }
        }
        return Optional.empty();
    }

    /** Presses a button whose script asks in the background: the page stays. */
    boolean logInByScript(Page page) {
        Matcher button = SCRIPTED.matcher(page.answer().body());
        return button.find()
                && network.ask(Request.post(page.url().resolve(button.group(1)), ""))
                        .came();
    }

    private static String fields(String html) {
        StringBuilder form = new StringBuilder();
        Matcher input = INPUT.matcher(html);
        boolean pressed = false;
        while (input.find()) {
            String type = attribute(input.group(1), "type");
            boolean button = type.equals("submit") || input.group().startsWith("<button");
            String name = attribute(input.group(1), "name");
            if (!name.isEmpty() && !(button && pressed)) {
                form.append(form.length() > 0 ? "&" : "")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(attribute(input.group(1), "value")));
            }
            pressed |= button;
        }
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String attribute(String tag, String name) {
        Matcher value =
                Pattern.compile("(?is)\\b" + name + "\\s*=\\s*\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&") : "";
    }
}
