package vn.tram.portal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer before it is sent. Nothing of a portal may be kept by anybody on the way: it is true for one person now.
 *
 * @param headers beside those that every answer has
 */
record Reply(int status, String type, Map<String, String> headers, String body) {

    static final String HTML = "text/html; charset=utf-8";

    static Reply html(int status, String page) {
        return new Reply(status, HTML, Map.of(), page);
    }

    static Reply text(int status, String type, String text) {
        return new Reply(status, type, Map.of(), text);
    }

    /** A full navigation to a new page after a form (RFC 9110, section 15.4.4), by which a mini-browser looks anew. */
    static Reply seeOther(String location) {
        return text(303, HTML, "<!doctype html><title>303</title>").with("Location", location);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, more, body);
    }
}
