package vn.tram.web.http;

/** Answers one kind of request. Called by many threads, which it may block for a moment. */
@FunctionalInterface
public interface Handler {

    /** @throws Refused to answer with a problem document */
    Answer answer(Request request);
}
