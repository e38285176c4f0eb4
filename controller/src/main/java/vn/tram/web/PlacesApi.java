package vn.tram.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.identity.EndpointName;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.people.AuditEntry;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Query;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.NodeView;

/** {@code /sites} and {@code /nodes/{endpoint}/place}: the sites there are, and which node stands on which. */
final class PlacesApi {

    static final int MAX_NAME = 200;
    static final int MAX_ID = 64;
    /** An agent's name and that of a device behind it. */
    private static final int MAX_NODE = 2 * MAX_ID;

    private static final int DEEPEST = 32;
    private static final int MAX_SITES = 5000;
    private static final int USUAL = 50;

    private final Parts parts;

    PlacesApi(Parts parts) {
        this.parts = parts;
    }

    private record Listed(int total, List<Site> sites) {}

    private record Placed(String endpoint, @Nullable String site) {}

    /** Those whose name or id has {@code q} in it, with or without accents; by name. */
    Answer sites(Request request) {
        Query query = request.query();
        String text = query.text("q");
        int limit = query.integer("limit", 1, MAX_SITES, USUAL);
        query.done();
        String folded = text == null ? "" : NodeView.fold(text.strip());
        List<Site> found = parts.live().sites().stream()
                .filter(site -> NodeView.fold(site.name() + "\n" + site.id()).contains(folded))
                .sorted(Comparator.comparing((Site site) -> NodeView.fold(site.name()))
                        .thenComparing(Site::id))
                .toList();
        return Answer.json(new Listed(found.size(), found.stream().limit(limit).toList()));
    }

    /**
     * Fields: site, kind and name; gateway (empty for none) and rooms if they are to change. The rest of what is known of
     * the node stays as it is.
     */
    Answer place(Request request, Session session) {
        request.query().done();
        String endpoint = request.parameter("endpoint");
        Node before = parts.live().inventoried(endpoint);
        if (before == null) {
            throw Refused.because(Refusal.NOT_FOUND, "endpoint", "is not known", endpoint);
        }
        Fields fields = request.fields();
        String site = fields.text("site", 1, MAX_ID);
        String kindName = fields.text("kind", 1, MAX_ID);
        String name = Typed.line(fields, "name", 1, MAX_NAME);
        checkSite(fields, before, site);
        Node.Kind kind = kind(kindName);
        if (kind == null && !kindName.isEmpty()) {
            fields.problem("kind", "must be one of " + Arrays.toString(Node.Kind.values()), kindName);
        }
        String gateway = gateway(fields, before);
        int rooms = rooms(fields, before);
        fields.done();
        Node after = new Node(
                endpoint,
                name,
                kind == null ? before.kind() : kind,
                site,
                gateway,
                before.carrier(),
                rooms,
                before.seen());
        Instant now = parts.clock().instant();
        String actor = session.user().name();
        tell(parts, new Event.InventoryChanged(now, actor, List.of(), List.of(after)));
        parts.audit()
                .append(new AuditEntry(
                        now,
                        actor,
                        request.address(),
                        AuditEntry.Action.NODE_PLACED,
                        endpoint,
                        inShort(before),
                        inShort(after)));
        return Answer.json(new Placed(endpoint, site)).status(202);
    }

    private void checkSite(Fields fields, Node node, String site) {
        String gateway = EndpointName.gatewayOf(node.endpoint());
        Node above = gateway == null ? null : parts.live().inventoried(gateway);
        if (site.isEmpty()) {
            return;
        }
        if (parts.live().site(site) == null) {
            fields.problem("site", "must be the id of a site", site);
        } else if (above != null && !site.equals(above.site())) {
            fields.problem("site", "must be that of the agent which the device is behind, " + gateway, site);
        }
    }

    private @Nullable String gateway(Fields fields, Node node) {
        String gateway = fields.optionalText("gateway", 0, MAX_NODE);
        if (gateway == null) {
            return node.gateway();
        }
        if (gateway.isEmpty()) {
            return null;
        }
        if (parts.live().inventoried(gateway) == null) {
            fields.problem("gateway", "must be the endpoint of a node", gateway);
        } else if (leadsBack(gateway, node.endpoint())) {
            fields.problem("gateway", "must not lead back to the node itself", gateway);
        }
        return gateway;
    }

    /** By what the inventory names. */
    private boolean leadsBack(String gateway, String endpoint) {
        String next = gateway;
        for (int hops = 0; next != null && hops < DEEPEST; hops++) {
            if (next.equals(endpoint)) {
                return true;
            }
            Node above = parts.live().inventoried(next);
            next = above == null ? null : above.gateway() == null ? above.agent() : above.gateway();
        }
        return next != null;
    }

    private static int rooms(Fields fields, Node node) {
        String text = fields.optionalText("rooms", 1, MAX_ID);
        if (text == null) {
            return node.rooms();
        }
        int rooms = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
        if (rooms < 0) {
            fields.problem("rooms", "must be a whole number from 0 to " + Node.MAX_ROOMS, text);
        }
        return Math.max(0, rooms);
    }

    static Node.@Nullable Kind kind(String name) {
        return Arrays.stream(Node.Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static String inShort(Node node) {
        return node.name() + " · " + node.kind() + " · " + (node.site() == null ? "–" : node.site())
                + (node.gateway() == null ? "" : " · " + node.gateway())
                + (node.rooms() == 0 ? "" : " · " + node.rooms());
    }

    static void tell(Parts parts, Event event) {
        if (!parts.loop().test(event)) {
            throw Refused.because(Refusal.BUSY, "").retryAfter(Duration.ofSeconds(2));
        }
    }
}
