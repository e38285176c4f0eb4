package vn.tram.web.http;

import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * RFC 9457.
 *
 * @param type {@code urn:tram:problem:} and the refusal's slug
 * @param title in the reader's language
 * @param status HTTP status code
 * @param detail in English
 * @param problems what, rule and value of each; may be empty
 */
record ProblemDocument(String type, String title, int status, String detail, List<Problem> problems) {

    /** @param messages of a language and a key */
    static Answer answer(Refused refused, String language, BinaryOperator<String> messages) {
        Refusal refusal = refused.refusal();
        ProblemDocument document = new ProblemDocument(
                "urn:tram:problem:" + refusal.slug(),
                messages.apply(language, "api.problem." + refusal.slug()),
                refusal.status(),
                refused.detail(),
                refused.problems());
        Answer answer = Answer.of(refusal.status(), "application/problem+json", Json.write(document));
        Duration wait = refused.retryAfter();
        return wait == null ? answer : answer.header("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
    }
}
