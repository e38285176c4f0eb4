package vn.tram.sla;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/**
 * What counts as available. Data: see {@link DefinitionReader} and {@code resources/sla}.
 *
 * @param name by which it is asked for
 * @param title by language, {@code vi} and {@code en}
 * @param basis where its figures come from, for people
 * @param verified whether somebody has compared them with that source
 * @param zone whose months and hours count
 * @param counts which nodes have figures
 * @param unknown what becomes of time in which nobody knows
 * @param degradedIsDown whether a degraded node counts as not available
 * @param maintenanceExcluded whether announced maintenance counts as neither
 * @param excludedCauses of times that count as neither
 * @param hours when the service is promised; null for always
 * @param interval over which availability is judged: Tav of Y.1540; not used by {@link Kind#UPTIME}
 * @param loss percent of the interval; more than that is bad (Y.1540: c1; MEF: C)
 * @param consecutive MEF: so many intervals alike, one after the other, change the verdict
 * @param targets at most one for each tier and one for all
 */
public record Definition(
        String name,
        Map<String, String> title,
        String basis,
        boolean verified,
        Kind kind,
        ZoneId zone,
        Set<Node.Kind> counts,
        Unknown unknown,
        boolean degradedIsDown,
        boolean maintenanceExcluded,
        Set<String> excludedCauses,
        @Nullable ServiceHours hours,
        Duration interval,
        int loss,
        int consecutive,
        List<Target> targets) {

    /** How it is computed. */
    public enum Kind {
        /** Time up in milliseconds, of the time that is known. */
        UPTIME,
        /** ITU-T Y.1540: intervals one after the other, each available unless too much of it is lost. */
        Y1540,
        /** MEF 10: a sliding window; availability changes when so many small intervals in a row are alike. */
        MEF
    }

    /** What becomes of time in which nobody knows. Never that it counts as good. */
    public enum Unknown {
        /** Counts as neither, and is told beside the figure. */
        EXCLUDED,
        /** Counts as not available. */
        DOWN
    }

    /**
     * What is promised.
     *
     * @param tier null for every tier that has none of its own
     * @param thousandths of a percent: 99,950 is 99.95 %
     * @param basis where the figure comes from, for people
     * @param verified whether somebody has compared it with that source
     */
    public record Target(Site.@Nullable Tier tier, int thousandths, String basis, boolean verified) {}

    public Definition {
        title = Map.copyOf(title);
        counts = Set.copyOf(counts);
        excludedCauses = Set.copyOf(excludedCauses);
        targets = List.copyOf(targets);
    }

    /** Null when nothing is promised for the tier; {@code tier} is null for a node without a site. */
    public @Nullable Target target(Site.@Nullable Tier tier) {
        Target forAll = null;
        for (Target target : targets) {
            if (target.tier() != null && target.tier() == tier) {
                return target;
            }
            forAll = target.tier() == null ? target : forAll;
        }
        return forAll;
    }
}
