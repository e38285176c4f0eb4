package vn.tram.document;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a captive portal shows.
 *
 * @param province who offers the network, in Vietnamese
 * @param announcements in the order in which they are shown, at most {@value #MAX_ANNOUNCEMENTS}
 * @param emergency shown above everything else; does not travel in a bundle. Null for none
 */
public record PortalContent(
        String province,
        List<Announcement> announcements,
        @Nullable Emergency emergency) {

    public static final int MAX_ANNOUNCEMENTS = 20;

    /** Without an emergency. */
    public PortalContent(String province, List<Announcement> announcements) {
        this(province, announcements, null);
    }

    public PortalContent {
        announcements = List.copyOf(announcements);
        if (announcements.size() > MAX_ANNOUNCEMENTS) {
            throw new IllegalArgumentException(
                    "announcements: must be at most " + MAX_ANNOUNCEMENTS + ", were " + announcements.size());
        }
    }

    /** What of it is shown at that time. */
    public PortalContent at(Instant time) {
        return new PortalContent(
                province,
                announcements.stream()
                        .filter(one -> one.showing().isShown(time))
                        .toList());
    }

    /** With one more; the oldest go when there are too many. */
    public PortalContent with(Announcement newest) {
        List<Announcement> all = new java.util.ArrayList<>();
        all.add(newest);
        all.addAll(announcements);
        return new PortalContent(province, all.subList(0, Math.min(all.size(), MAX_ANNOUNCEMENTS)), emergency);
    }

    /** The same with that above it; null for nothing. */
    public PortalContent with(@Nullable Emergency above) {
        return new PortalContent(province, announcements, above);
    }
}
