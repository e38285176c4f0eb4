package vn.tram.web.live;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.state.NodeState;
import vn.tram.web.http.Json;

/** One node as the pages see it. Immutable; its JSON is written at most once, when somebody asks for it. */
public final class NodeView {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final NodeSummary summary;
    private final @Nullable NodeState state;
    private volatile @Nullable String json;
    private volatile @Nullable String searchable;

    private NodeView(NodeSummary summary, @Nullable NodeState state) {
        this.summary = summary;
        this.state = state;
    }

    static NodeView of(
            String endpoint,
            @Nullable Node node,
            @Nullable Site site,
            @Nullable NodeState state,
            @Nullable Long incident,
            @Nullable String maintenance) {
        return new NodeView(NodeSummary.of(endpoint, node, site, state, incident, maintenance), state);
    }

    public NodeSummary summary() {
        return summary;
    }

    /** Null when it has never reported. */
    public @Nullable NodeState state() {
        return state;
    }

    /** The summary. Two threads may write it at once; both write the same. */
    public String json() {
        String written = json;
        if (written == null) {
            written = Json.write(summary);
            json = written;
        }
        return written;
    }

    /** The summary and everything else that the node's page shows. */
    public String detailJson(ObjectDefinitions definitions) {
        return NodeDetail.json(this, definitions);
    }

    /** Whether the folded text is part of the endpoint, the name or the site's name. */
    public boolean matches(String foldedText) {
        String text = searchable;
        if (text == null) {
            String site = summary.siteName();
            text = fold(summary.endpoint() + "\n" + summary.name() + "\n" + (site == null ? "" : site));
            searchable = text;
        }
        return text.contains(foldedText);
    }

    /** Lower case without accents, so that {@code que vo} finds {@code Quế Võ}. */
    public static String fold(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("").replace('đ', 'd');
    }
}
