package vn.tram.page;

/**
 * Where, and in which language, a page is shown.
 *
 * @param province who offers the network
 * @param station the hotspot's name
 * @param revision of the content that is shown there; 0 for none yet
 * @param language {@code vi} or {@code en}; anything else is Vietnamese
 * @param line how the way out is now
 */
public record Place(String province, String station, long revision, String language, Line line) {}
