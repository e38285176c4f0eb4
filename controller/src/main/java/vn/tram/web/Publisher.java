package vn.tram.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Target;
import vn.tram.document.PortalContent;
import vn.tram.document.Showing;
import vn.tram.document.VoucherBatch;

/**
 * Makes announcements into content for captive portals. Each change is durable when its call returns. The web then tells
 * the loop which {@link #bundles} there are: implementations need not. Safe for many threads; throws an unchecked
 * exception when the content cannot be kept.
 */
public interface Publisher {

    int MAX_IN_USE = 100;

    /**
     * Shows it before all others.
     *
     * @param actor user name
     * @return null when there are {@value #MAX_IN_USE} in use already
     */
    @Nullable
    Published publish(String actor, Draft draft);

    /** Puts other words in its place; null when there is none such in use. */
    @Nullable
    Published change(String actor, String id, Draft draft);

    /** Takes it from the portals and keeps it; null when there is none such in use. */
    @Nullable
    Published retire(String actor, String id);

    /** Shows it at another place, 0 for the first; null when there is none such in use. */
    @Nullable
    Published move(String actor, String id, int place);

    /** What captive portals show for which nothing is targeted. */
    PortalContent content();

    /** Those in use in their order, then the retired, the newest first. */
    List<Published> current();

    /** The batches of vouchers that open doors. */
    List<VoucherBatch> vouchers();

    /** Lets these batches open doors, and no others. */
    void vouchers(String actor, List<VoucherBatch> batches);

    /** What all portals should show now; the first is for every node that no other one names. */
    List<Bundle> bundles();

    /**
     * @param revision grows with every change
     * @param hash SHA-256 of its manifest, lower-case hexadecimal
     * @param endpoints empty for every node
     */
    record Bundle(long revision, String hash, List<String> endpoints) {
        public Bundle {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * What somebody typed: plain text in Unicode's normal form C, without control characters but line feeds in bodies.
     *
     * @param titleVi satisfies, with its body, {@link vn.tram.document.Announcement.Text#problem}
     * @param titleEn empty, with its body, when there is no English text
     * @param targets empty for the whole province
     */
    record Draft(String titleVi, String bodyVi, String titleEn, String bodyEn, Showing showing, List<Target> targets) {
        public Draft {
            targets = List.copyOf(targets);
        }
    }

    /**
     * What captive portals should show from then on.
     *
     * @param id stays the same however often it is changed
     * @param revision of the change that brought it as it is
     * @param retiredAt null while it is in use
     * @param retiredBy null while it is in use
     */
    record Published(
            String id,
            long revision,
            Instant publishedAt,
            String publishedBy,
            Draft draft,
            @Nullable Instant retiredAt,
            @Nullable String retiredBy) {}
}
