package vn.tram.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A place with nodes on it: an office of an administrative unit, or an area of public Wi-Fi.
 *
 * @param id stable, chosen by the engineers, such as {@code p-256} or {@code area-17}
 * @param name as people know it, in Vietnamese
 * @param tier where the site stands in the network
 * @param unitCode administrative unit of the General Statistics Office: province, district or commune
 * @param districtCode the district whose colour on the map it takes; null at province level
 * @param parent the site through which this one reaches the centre; null for the centre itself
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 */
public record Site(
        String id,
        String name,
        Tier tier,
        String unitCode,
        @Nullable String districtCode,
        @Nullable String parent,
        double latitude,
        double longitude) {

    /** Where a site stands; data decides which tiers a province has. */
    public enum Tier {
        PROVINCE,
        DISTRICT,
        COMMUNE,
        AREA
    }
}
