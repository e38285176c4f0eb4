package vn.tram.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.state.Health;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Json;
import vn.tram.web.http.Query;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.NodeSummary;
import vn.tram.web.live.NodeView;

/** {@code /nodes}: the list, filtered, and one node with everything about it. */
final class NodesApi {

    private static final int MAX_NODES = 5000;

    private final LiveView live;
    private final ObjectDefinitions definitions;

    NodesApi(LiveView live, ObjectDefinitions definitions) {
        this.live = live;
        this.definitions = definitions;
    }

    Answer list(Request request) {
        Query query = request.query();
        Health health = query.choice("health", Health.class);
        Node.Kind kind = query.choice("kind", Node.Kind.class);
        String district = query.text("district");
        String text = query.text("q");
        int limit = query.integer("limit", 1, MAX_NODES, MAX_NODES);
        String after = query.text("after");
        query.done();
        Filter filter = new Filter(health, kind, district, text == null ? null : NodeView.fold(text.strip()));
        List<NodeView> matching = live.nodes().stream().filter(filter::matches).toList();
        StringBuilder json = new StringBuilder(matching.size() * 500 + 64);
        json.append("{\"at\":\"").append(Json.time(live.asOf()));
        json.append("\",\"total\":").append(matching.size()).append(",\"nodes\":[");
        int written = 0;
        for (NodeView node : matching) {
            if (written < limit && (after == null || node.summary().endpoint().compareTo(after) > 0)) {
                json.append(written++ == 0 ? "" : ",").append(node.json());
            }
        }
        return Answer.jsonText(json.append("]}").toString());
    }

    Answer show(Request request) {
        request.query().done();
        String endpoint = request.parameter("endpoint");
        NodeView node = live.node(endpoint);
        if (node == null) {
            throw Refused.because(Refusal.NOT_FOUND, "endpoint", "is not known", endpoint);
        }
        return Answer.jsonText(node.detailJson(definitions));
    }

    private record Filter(
            @Nullable Health health,
            Node.@Nullable Kind kind,
            @Nullable String district,
            @Nullable String text) {

        boolean matches(NodeView node) {
            NodeSummary summary = node.summary();
            return (health == null || health == summary.health())
                    && (kind == null || kind == summary.kind())
                    && (district == null || district.equals(summary.district()))
                    && (text == null || node.matches(text));
        }
    }
}
