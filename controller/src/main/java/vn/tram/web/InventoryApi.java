package vn.tram.web;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import vn.tram.flow.Event;
import vn.tram.people.AuditEntry;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.District;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Province;

/** {@code POST /inventory}: sites, or nodes, from a spreadsheet; all of them or, when anything is wrong, none. */
final class InventoryApi {

    private static final int MAX_CSV = 60_000;

    private final Parts parts;

    InventoryApi(Parts parts) {
        this.parts = parts;
    }

    private record Imported(int sites, int nodes) {}

    Answer read(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String text = fields.text("csv", 1, MAX_CSV);
        fields.done();
        LiveView live = parts.live();
        Province province = live.province();
        Set<String> districts = province == null
                ? Set.of()
                : province.districts().stream().map(District::code).collect(Collectors.toSet());
        InventoryCsv csv = new InventoryCsv(live::site, live::inventoried, districts);
        csv.read(text);
        if (!csv.problems().isEmpty()) {
            throw Refused.of(Refusal.BAD_REQUEST, csv.problems());
        }
        Instant now = parts.clock().instant();
        String actor = session.user().name();
        PlacesApi.tell(parts, new Event.InventoryChanged(now, actor, csv.sites(), csv.nodes()));
        Imported imported = new Imported(csv.sites().size(), csv.nodes().size());
        String after = "sites: " + imported.sites + ", nodes: " + imported.nodes;
        parts.audit()
                .append(new AuditEntry(
                        now, actor, request.address(), AuditEntry.Action.INVENTORY_IMPORTED, "", "", after));
        return Answer.json(imported).status(202);
    }
}
