package vn.tram.desired;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom content is for, as one word: {@code unit:CODE}, {@code site:ID} or {@code node:ENDPOINT}.
 *
 * @param kind of what
 * @param of an administrative unit's code with all below it, a site's id with all below it, or an endpoint
 */
public record Target(Kind kind, String of) {

    private static final Pattern FORM = Pattern.compile("(unit|site|node):(.{1,130})");

    /** Of what. */
    public enum Kind {
        UNIT,
        SITE,
        NODE
    }

    /**
     * Where a node is.
     *
     * @param sites its own and all above it; empty while nobody has placed it
     * @param units the administrative units of those
     */
    public record Where(String endpoint, Set<String> sites, Set<String> units) {
        public Where {
            sites = Set.copyOf(sites);
            units = Set.copyOf(units);
        }
    }

    /** Null when the word is none. */
    public static @Nullable Target parse(String word) {
        Matcher form = FORM.matcher(word);
        return form.matches() ? new Target(Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT)), form.group(2)) : null;
    }

    public boolean covers(Where node) {
        return switch (kind) {
            case UNIT -> node.units().contains(of);
            case SITE -> node.sites().contains(of);
            case NODE -> node.endpoint().equals(of);
        };
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + of;
    }
}
