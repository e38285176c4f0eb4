package vn.tram.web.live;

/**
 * A district of the province.
 *
 * @param code of the General Statistics Office
 * @param name in Vietnamese
 */
public record District(String code, String name) {}
