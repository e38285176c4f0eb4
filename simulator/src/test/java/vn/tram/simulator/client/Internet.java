package vn.tram.simulator.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What clients find when nothing is in their way. */
final class Internet {

    static final String BESIDE = "https://dichvucong.gov.vn/";
    private static final Answer NO_CONTENT = Answer.of(204, "");
    private static final Map<String, Answer> PROBES = Stream.concat(
                    Stream.of(
                            Map.entry(AppleCna.PROBE, Answer.of(200, AppleCna.SUCCESS)),
                            Map.entry(Windows.PROBE, Answer.of(200, Windows.SUCCESS)),
                            Map.entry(Firefox.PROBE, Answer.of(200, Firefox.SUCCESS)),
                            Map.entry(
                                    Kindle.PROBE,
                                    Answer.of(200, "<html><head><title>" + Kindle.MARK + "</title></head></html>"))),
                    NetworkManager.ALL.stream().map(Internet::forNetworkManager))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private Internet() {}

    private static Map.Entry<String, Answer> forNetworkManager(NetworkManager manager) {
        Answer answer = manager.expected().isEmpty() ? NO_CONTENT : Answer.of(200, manager.expected() + "\n");
        return Map.entry(manager.probe(), answer.with(NetworkManager.STATUS_HEADER, "online"));
    }

    static Answer answer(Request request) {
        URI url = request.url();
        if (request.path().matches("/gen(erate)?_204")) {
            return NO_CONTENT;
        }
        return PROBES.getOrDefault(url.toString(), Answer.of(200, "<h1>" + url.getHost() + "</h1>"));
    }

    static List<String> addresses(String name) {
        return List.of(name.equals(Windows.NAME) ? Windows.ADDRESS : "198.51.100.7");
    }

    /** Every client that there is a model of, as new as out of its box. */
    static List<ClientOs> clients() {
        return Stream.of(
                        Stream.of(new AppleCna(), new Android()),
                        MakersAndroid.ALL.stream().map(MakersAndroid::fresh),
                        Stream.of(Chrome.browser(), Chrome.os(), new Windows(), new Firefox()),
                        NetworkManager.ALL.stream(),
                        Stream.of(new Kindle(), new ApiClient()))
                .flatMap(some -> some)
                .map(ClientOs.class::cast)
                .toList();
    }
}
