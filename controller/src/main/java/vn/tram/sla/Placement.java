package vn.tram.sla;

import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/**
 * Whose figures a node counts in: written into the ledger, so that a past month's sums do not change when a node moves.
 *
 * @param kind what the node is for
 * @param tier of its site; null without a site
 * @param unit code of the administrative unit; empty without a site
 * @param district code; empty at province level
 * @param carrier of its line; empty when not known
 */
public record Placement(Node.Kind kind, Site.@Nullable Tier tier, String unit, String district, String carrier) {

    private static final String SEPARATOR = ";";
    private static final int FIELDS = 5;

    /** @param site null for a node that nobody has placed */
    public static Placement of(Node node, @Nullable Site site) {
        return new Placement(
                node.kind(),
                site == null ? null : site.tier(),
                site == null ? "" : plain(site.unitCode()),
                site == null || site.districtCode() == null ? "" : plain(site.districtCode()),
                node.carrier() == null ? "" : plain(node.carrier()));
    }

    private static String plain(String text) {
        return text.replaceAll("[|;\\p{Cntrl}]", " ");
    }

    /** As the ledger has it: the five joined by {@code ;}. */
    public String text() {
        return kind
                + SEPARATOR
                + (tier == null ? "" : tier)
                + SEPARATOR
                + unit
                + SEPARATOR
                + district
                + SEPARATOR
                + carrier;
    }

    /** Null when {@code text} is none. */
    public static @Nullable Placement parse(String text) {
        String[] fields = text.split(SEPARATOR, FIELDS);
        if (fields.length != FIELDS) {
            return null;
        }
        try {
            Site.Tier tier = fields[1].isEmpty() ? null : Site.Tier.valueOf(fields[1]);
            return new Placement(Node.Kind.valueOf(fields[0]), tier, fields[2], fields[3], fields[4]);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
