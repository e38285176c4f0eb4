package vn.tram.simulator.client;

import static vn.tram.simulator.client.BadPortals.ANDROIDS;
import static vn.tram.simulator.client.Visit.Complaint.API_NOT_BELIEVED;
import static vn.tram.simulator.client.Visit.Complaint.NOT_NOTICED;
import static vn.tram.simulator.client.Visit.Complaint.NO_VENUE;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the APIs of portals do wrong (RFC 8908), and how they are announced wrongly (RFC 8910). */
final class BadApis {

    private static final String[] ASKING = BadPortals.all(ANDROIDS, new String[] {"Apple", "RFC 8908"});
    private static final String[] APPLE_AND_ANDROIDS = BadPortals.all(ANDROIDS, new String[] {"Apple"});
    private static final String STRICT = "RFC 8908";

    private BadApis() {}

    static List<BadPortals.Row> all() {
        return List.of(
                unusable(
                        "announces an API by HTTP",
                        "nobody may be told by whoever sits on the line",
                        () -> announcing("http://" + FakeHotspot.NAME + "/api/capport")),
                unusable(
                        "has a certificate for its API that nobody trusts",
                        "who speaks is not known",
                        () -> answering(json -> Answer.failed(Answer.Failure.UNTRUSTED))),
                unusable(
                        "answers its API with 511 and HTML",
                        "only 200 and JSON count",
                        () -> answering(json -> Answer.of(511, FakeHotspot.PAGE))),
                unusable("says captive without user-portal-url", "there is nothing to open", Withholding::new),
                unusable(
                        "breaks off its JSON",
                        "half an object is none",
                        () -> answering(json -> FakeHotspot.json(json.substring(0, 40)))),
                new BadPortals.Row(
                                "answers its API in ISO 8859-1",
                                "Android reads UTF-8 alone",
                                () -> answering(json -> FakeHotspot.json(json)
                                        .with("Content-Type", "application/captive+json; charset=iso-8859-1")))
                        .hurts(API_NOT_BELIEVED, ASKING)
                        .hurts(NO_VENUE, APPLE_AND_ANDROIDS)
                        .hurts(NOT_NOTICED, STRICT),
                new BadPortals.Row(
                                "says more than 4,096 characters",
                                "Android reads no further, and has half an object",
                                () -> answering(json -> FakeHotspot.json(json.replaceFirst(
                                        "\\{", "{\"x\":\"" + "x".repeat(Capport.MOST_CHARACTERS) + "\","))))
                        .hurts(API_NOT_BELIEVED, ANDROIDS)
                        .hurts(NO_VENUE, ANDROIDS),
                new BadPortals.Row(
                                "has a user-portal-url by HTTP",
                                "RFC 8908, section 5: it must be HTTPS",
                                () -> answering(
                                        json -> FakeHotspot.json(json.replaceFirst("url\":\"https", "url\":\"http"))))
                        .hurts(API_NOT_BELIEVED, "Apple", STRICT)
                        .hurts(NO_VENUE, "Apple")
                        .hurts(NOT_NOTICED, STRICT),
                new BadPortals.Row(
                                "compares Accept with one text",
                                "a list of types is as good (RFC 9110, section 12.5.1)",
                                Comparing::new)
                        .hurts(API_NOT_BELIEVED, STRICT)
                        .hurts(NOT_NOTICED, STRICT),
                new BadPortals.Row(
                                "announces its API by an address",
                                "RFC 8910, section 2: no certificate is for that",
                                () -> announcing("https://10.77.0.1/api/capport"))
                        .hurts(API_NOT_BELIEVED, ASKING)
                        .hurts(NO_VENUE, APPLE_AND_ANDROIDS)
                        .hurts(NOT_NOTICED, STRICT),
                new BadPortals.Row(
                                "lets its API be kept by caches",
                                "others are told what is of this client",
                                () -> answering(json -> FakeHotspot.json(json).with("Cache-Control", "max-age=600")))
                        .hurts(API_NOT_BELIEVED, STRICT),
                new BadPortals.Row(
                                "calls its JSON application/json",
                                "RFC 8908, section 5: application/captive+json",
                                () -> answering(
                                        json -> FakeHotspot.json(json).with("Content-Type", "application/json")))
                        .hurts(API_NOT_BELIEVED, STRICT),
                new BadPortals.Row(
                                "says how much is left to those who have nothing",
                                "RFC 8908, section 5: only of those who are free",
                                () -> answering(json -> FakeHotspot.json(
                                        json.replace("true,\"user", "true,\"seconds-remaining\":0,\"user"))))
                        .hurts(API_NOT_BELIEVED, STRICT),
                new BadPortals.Row(
                                "has no venue-info-url",
                                "nothing leads to the announcements after the login",
                                () -> answering(json ->
                                        FakeHotspot.json(json.replaceFirst(",\"venue-info-url\":\"[^\"]*\"", ""))))
                        .hurts(NO_VENUE, ASKING));
    }

    /** Those who ask go by their probes; one who has no probes is told nothing. */
    private static BadPortals.Row unusable(String what, String why, Supplier<Hotspot> portal) {
        return new BadPortals.Row(what, why, portal)
                .hurts(API_NOT_BELIEVED, ASKING)
                .hurts(NO_VENUE, APPLE_AND_ANDROIDS)
                .hurts(NOT_NOTICED, STRICT);
    }

    private static Hotspot announcing(String api) {
        return new FakeHotspot() {
            @Override
            public Optional<URI> api() {
                return Optional.of(URI.create(api));
            }

            @Override
            Answer tls(Request request) {
                boolean isOwn = request.host().equals("10.77.0.1");
                return isOwn ? Answer.failed(Answer.Failure.UNTRUSTED) : super.tls(request);
            }

            @Override
            Answer free(Request request) {
                return request.isTls() && request.host().equals("10.77.0.1") ? tls(request) : super.free(request);
            }
        };
    }

    private static Hotspot answering(Function<String, Answer> api) {
        return new FakeHotspot.WithApi() {
            @Override
            Answer api(Request request) {
                return api.apply(json());
            }
        };
    }

    /** Is captive, and does not say where the portal is. */
    private static final class Withholding extends FakeHotspot.WithApi {
        @Override
        String json() {
            return isOpen() ? super.json().replaceFirst(",\"venue-info-url\":\"[^\"]*\"", "") : "{\"captive\":true}";
        }
    }

    /** As an openNDS that was seen: a list of types is answered with 511 and HTML. */
    private static final class Comparing extends FakeHotspot.WithApi {
        @Override
        Answer api(Request request) {
            boolean equal = Capport.TYPE.equals(request.headers().get("accept"));
            return equal ? super.api(request) : Answer.of(511, PAGE);
        }
    }
}
