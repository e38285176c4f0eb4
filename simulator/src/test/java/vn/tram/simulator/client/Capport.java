package vn.tram.simulator.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients do with the API of a captive portal (RFC 8908), with the rules in which they differ. */
final class Capport {

    private static final JsonMapper JSON = new JsonMapper();

    private Capport() {}

    /** In what a client is stricter than others. */
    enum Rule {
        /** AOSP reads no more than {@value #MOST_CHARACTERS} characters. */
        AT_MOST_4096,
        /** The portal must be HTTPS (RFC 8908, section 5). */
        PORTAL_BY_TLS,
        /** Everything that the RFC says MUST. */
        ALL
    }

    static final String TYPE = "application/captive+json";
    static final int MOST_CHARACTERS = 4096;

    /**
     * @param captive empty when nothing was told that the client believes
     * @param remarks why not
     */
    record Told(Optional<Boolean> captive, Optional<URI> portal, Optional<URI> venue, List<String> remarks) {

        static final Told NOTHING = new Told(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        static Told ignored(String why) {
            return new Told(Optional.empty(), Optional.empty(), Optional.empty(), List.of(why));
        }
    }

    static Told ask(Network network, String accept, Set<Rule> rules) {
        return network.api()
                .filter(uri -> !uri.toString().startsWith("urn:"))
                .map(uri -> ask(network, uri, accept, rules))
                .orElse(Told.NOTHING);
    }

    private static Told ask(Network network, URI api, String accept, Set<Rule> rules) {
        if (!"https".equals(api.getScheme())) {
            return Told.ignored("API: must be https, was " + api);
        }
        if (rules.contains(Rule.ALL) && String.valueOf(api.getHost()).matches("[0-9.]+|\\[.*")) {
            return Told.ignored("API: must have a name, was " + api);
        }
        Answer answer = network.ask(Request.get(api).with("Accept", accept));
        if (answer.status() != 200) {
            return Told.ignored("API: must answer 200, was " + (answer.came() ? answer.status() : answer.failure()));
        }
        String type = answer.header("content-type").toLowerCase(Locale.ROOT);
        if (type.contains("charset=") && !type.matches(".*charset=\"?utf-8.*")) {
            return Told.ignored("API: must be UTF-8, was " + type);
        }
        String body = answer.body();
        if (rules.contains(Rule.AT_MOST_4096) && body.length() > MOST_CHARACTERS) {
            body = body.substring(0, MOST_CHARACTERS);
        }
        try {
            return told(JSON.readTree(body), answer, rules);
        } catch (JacksonException e) {
            return Told.ignored("API: must be JSON, " + body.length() + " characters were not");
        }
    }

    private static Told told(JsonNode json, Answer answer, Set<Rule> rules) {
        if (!json.path("captive").isBoolean()) {
            return Told.ignored("API: must have captive, true or false");
        }
        boolean captive = json.path("captive").asBoolean();
        Optional<URI> portal = uri(json, "user-portal-url");
        if (captive && portal.isEmpty()) {
            return Told.ignored("API: must have user-portal-url when captive");
        }
        if (portal.isPresent()
                && (rules.contains(Rule.ALL) || rules.contains(Rule.PORTAL_BY_TLS))
                && !"https".equals(portal.get().getScheme())) {
            return Told.ignored("API: user-portal-url must be https, was " + portal.get());
        }
        List<String> breaches = rules.contains(Rule.ALL) ? breaches(json, captive, answer) : List.of();
        return new Told(Optional.of(captive), portal, uri(json, "venue-info-url"), breaches);
    }

    private static List<String> breaches(JsonNode json, boolean captive, Answer answer) {
        List<String> breaches = new ArrayList<>();
        if (!answer.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/captive+json")) {
            breaches.add("API: must be application/captive+json, was " + answer.header("content-type"));
        }
        if (!answer.header("cache-control").matches(".*(private|no-store).*")) {
            breaches.add("API: must be private or no-store, was " + answer.header("cache-control"));
        }
        for (String number : List.of("seconds-remaining", "bytes-remaining")) {
            JsonNode value = json.path(number);
            if (!value.isMissingNode() && (!value.isIntegralNumber() || value.asLong() < 0 || captive)) {
                breaches.add("API: " + number + " must be a number of a free client, was " + value);
            }
        }
        JsonNode extend = json.path("can-extend-session");
        if (!extend.isMissingNode() && !extend.isBoolean()) {
            breaches.add("API: can-extend-session must be true or false, was " + extend);
        }
        uri(json, "venue-info-url")
                .filter(venue -> !"https".equals(venue.getScheme()))
                .ifPresent(venue -> breaches.add("API: venue-info-url should be https, was " + venue));
        return breaches;
    }

    private static Optional<URI> uri(JsonNode json, String key) {
        JsonNode value = json.path(key);
        return value.isString() ? Optional.of(URI.create(value.asString())) : Optional.empty();
    }
}
