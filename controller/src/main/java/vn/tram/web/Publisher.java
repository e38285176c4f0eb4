package vn.tram.web;

import java.time.Instant;
import java.util.List;
import vn.tram.document.PortalContent;

/**
 * Makes announcements into content for captive portals. Safe for many threads; throws an unchecked exception when the
 * content cannot be kept.
 */
public interface Publisher {

    /**
     * Keeps and signs the announcement; it is durable when this returns. The web then tells the loop, with {@link
     * vn.tram.flow.Event.BundlePublished}: implementations need not.
     *
     * @param actor user name
     */
    Published publish(String actor, Draft draft);

    /** What captive portals show now. */
    PortalContent content();

    /** Newest first, at most 50. */
    List<Published> current();

    /**
     * What somebody typed: plain text in Unicode's normal form C, without control characters but line feeds in bodies.
     *
     * @param titleVi satisfies, with its body, {@link vn.tram.document.Announcement.Text#problem}
     * @param titleEn empty, with its body, when there is no English text
     */
    record Draft(String titleVi, String bodyVi, String titleEn, String bodyEn) {}

    /**
     * What captive portals should show from then on.
     *
     * @param revision grows with every publication
     * @param hash SHA-256 of its manifest, lower-case hexadecimal
     */
    record Published(long revision, String hash, Instant publishedAt, String publishedBy, Draft draft) {}
}
