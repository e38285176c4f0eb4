package vn.tram.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.http.Resource;

/** {@code /messages/…} and {@code /openapi.json}: texts that come with the program. */
final class TextsApi {

    private static final String OPEN_API = "/openapi/openapi.json";

    private final Messages messages;
    private final Resource openApi;

    TextsApi(Messages messages) {
        this.messages = messages;
        try (InputStream in = TextsApi.class.getResourceAsStream(OPEN_API)) {
            if (in == null) {
                throw new IllegalStateException("OpenAPI: " + OPEN_API + " is not on the class path");
            }
            openApi = Resource.of("application/json", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("OpenAPI: cannot read " + OPEN_API, e);
        }
    }

    Answer messages(Request request) {
        request.query().done();
        String language = request.parameter("language");
        Resource json = messages.json(language);
        if (json == null) {
            throw Refused.because(Refusal.NOT_FOUND, "language", "must be one of " + Messages.LANGUAGES, language);
        }
        return Answer.resource(json);
    }

    Answer openApi(Request request) {
        request.query().done();
        return Answer.resource(openApi);
    }
}
