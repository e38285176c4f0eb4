package vn.tram.web.live;

import java.util.List;
import vn.tram.web.http.Resource;

/**
 * The province whose network it is.
 *
 * @param code of the General Statistics Office
 * @param name in Vietnamese
 * @param map GeoJSON of the districts
 */
public record Province(String code, String name, List<District> districts, Resource map) {
    public Province {
        districts = List.copyOf(districts);
    }
}
