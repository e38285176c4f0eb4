package vn.tram.web.http;

/**
 * Which requests a handler answers.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}; a route for GET answers HEAD too
 * @param template path with parameters in braces: {@code /api/v1/nodes/{endpoint}}
 */
public record Route(String method, String template, Handler handler) {}
