package vn.tram.state;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Conditions;
import vn.tram.document.ResourcePath;
import vn.tram.state.Evidence.Source;

/** What one node says about the limits that its profile knows (object 42780). */
final class ExceededLimits {

    /** Empty when there are none. */
    private String which = "";

    private @Nullable Evidence evidence;

    /** Whether {@code values} say something else than what was judged last. */
    boolean differ(Map<ResourcePath, Latest> values) {
        return !which.equals(which(values));
    }

    /**
     * Judges anew where that can be done; what a node that is not seen said is forgotten.
     *
     * @return whether there is anything new
     */
    boolean judge(boolean isSeen, boolean caughtUp, Map<ResourcePath, Latest> values, Instant at) {
        if (!isSeen) {
            forget();
        }
        return isSeen && caughtUp && take(values, at);
    }

    /**
     * Judges anew. Keep in mind that values of the past are no reason: call it when the node has caught up.
     *
     * @return whether there is anything new
     */
    private boolean take(Map<ResourcePath, Latest> values, Instant at) {
        if (!differ(values)) {
            return false;
        }
        which = which(values);
        Latest told = values.get(Conditions.LIMITS_EXCEEDED);
        evidence = new Evidence(
                Source.REPORT,
                at,
                told == null ? null : told.deviceTime(),
                which.isEmpty() ? "evidence.limits.none" : "evidence.limits",
                which);
        return true;
    }

    /** The node is not seen, so nothing is known of its limits. */
    private void forget() {
        which = "";
        evidence = null;
    }

    boolean areThere() {
        return !which.isEmpty();
    }

    /** Why we believe that some are exceeded, or none any more; null when there was never one. */
    @Nullable
    Evidence evidence() {
        return evidence;
    }

    static boolean isReason(Evidence evidence) {
        return evidence.message().equals("evidence.limits")
                || evidence.message().equals("evidence.limits.none");
    }

    private static String which(Map<ResourcePath, Latest> values) {
        Latest count = values.get(Conditions.LIMITS_EXCEEDED);
        if (count == null || !(count.value() instanceof Long number) || number <= 0) {
            return "";
        }
        Latest text = values.get(Conditions.WHICH_LIMITS);
        String names = text == null ? "" : text.value().toString();
        return names.isEmpty() ? number.toString() : names;
    }
}
