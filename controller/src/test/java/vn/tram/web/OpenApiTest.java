package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.tram.people.Role;
import vn.tram.web.http.HttpCounters;
import vn.tram.web.http.Route;
import vn.tram.web.live.Feed;

/** The OpenAPI document says what the API does: every path is in it, and answers are as it describes them. */
class OpenApiTest {

    private static final RunningWeb WEB = RunningWeb.start(Settings::asDemo)
            .withUser("root.admin", Role.ADMINISTRATOR)
            .withUser("lan", Role.PUBLISHER);
    private static final Browser ADMIN = WEB.signedIn("root.admin");
    private static final JsonNode DOCUMENT = ADMIN.api("openapi.json").is(200).json();

    @AfterAll
    static void stop() {
        WEB.close();
    }

    @Test
    void every_route_is_in_the_document_and_nothing_else() {
        TreeSet<String> documented = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : DOCUMENT.get("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        TreeSet<String> routed = new TreeSet<>();
        Feed feed = new Feed(WEB.live, WEB.clock, 1, Settings.PATIENCE);
        List<Route> routes = Routes.of(
                Settings.loopback(0, "1").asDemo(), WEB.parts(null), new Messages(), feed, new HttpCounters());
        routes.forEach(route -> routed.add(route.method() + " " + route.template()));
        feed.close();
        assertEquals(routed, documented);
    }

    @ParameterizedTest
    @CsvSource({
        "session, /api/v1/session",
        "nodes?limit=400, /api/v1/nodes",
        "nodes/ap-03-1, /api/v1/nodes/{endpoint}",
        "nodes/ap-03-1/series?metric=/42769/1/9, /api/v1/nodes/{endpoint}/series",
        "incidents?state=all, /api/v1/incidents",
        "incidents/assignees, /api/v1/incidents/assignees",
        "maintenance, /api/v1/maintenance",
        "sites?limit=3, /api/v1/sites",
        "sla, /api/v1/sla",
        "sla?month=2026-10&definition=mef&view=shown, /api/v1/sla",
        "sla?quarter=2026-Q3, /api/v1/sla",
        "sla/definitions, /api/v1/sla/definitions",
        "portal-certificate, /api/v1/portal-certificate",
        "summary, /api/v1/summary",
        "map, /api/v1/map",
        "users, /api/v1/users",
        "audit, /api/v1/audit",
        "demo/faults, /api/v1/demo/faults",
        "provinces, /api/v1/provinces",
        "messages/vi, /api/v1/messages/{language}",
    })
    void what_is_read_is_as_described(String path, String template) {
        conforms(template, "get", ADMIN.api(path).is(200));
    }

    @Test
    void what_changes_answer_is_as_described() {
        conforms(
                "/api/v1/incidents/{id}/acknowledgement",
                "post",
                ADMIN.post("incidents/1/acknowledgement", "{}").is(202));
        conforms(
                "/api/v1/incidents/{id}/assignment",
                "post",
                ADMIN.post("incidents/1/assignment", "{\"user\":\"root.admin\"}")
                        .is(202));
        conforms(
                "/api/v1/incidents/{id}/comments",
                "post",
                ADMIN.post("incidents/1/comments", "{\"text\":\"Đang kiểm tra tuyến cáp\"}")
                        .is(202));
        conforms(
                "/api/v1/incidents/{id}/escalation",
                "post",
                ADMIN.post("incidents/1/escalation", "{}").is(202));
        conforms(
                "/api/v1/maintenance",
                "post",
                ADMIN.post(
                                "maintenance",
                                "{\"node\":\"ap-03-1\",\"reason\":\"Thay nguồn\",\"days\":[\"MONDAY\"],\"start\":\"22:00\","
                                        + "\"end\":\"02:00\"}")
                        .is(202));
        conforms(
                "/api/v1/inventory",
                "post",
                ADMIN.post("inventory", "{\"csv\":\"endpoint,name,kind,site\\ngw-1,Tủ,OTHER,p-27\"}")
                        .is(202));
        conforms(
                "/api/v1/nodes/{endpoint}/place",
                "post",
                ADMIN.post("nodes/ap-03-1/place", "{\"site\":\"p-27\",\"kind\":\"HOTSPOT\",\"name\":\"Chợ\"}")
                        .is(202));
        conforms(
                "/api/v1/announcements",
                "post",
                ADMIN.post("announcements", "{\"titleVi\":\"Lịch cắt điện\",\"bodyVi\":\"Thứ Hai\"}")
                        .is(201));
        conforms(
                "/api/v1/announcements/preview",
                "post",
                ADMIN.post("announcements/preview", "{\"language\":\"vi\"}").is(200));
        conforms("/api/v1/announcements", "get", ADMIN.api("announcements").is(200));
        String announcement = ADMIN.api("announcements")
                .json()
                .get("announcements")
                .get(0)
                .get("id")
                .stringValue();
        conforms(
                "/api/v1/announcements/portals",
                "get",
                ADMIN.api("announcements/portals").is(200));
        conforms(
                "/api/v1/announcements/{id}",
                "post",
                ADMIN.post(
                                "announcements/" + announcement,
                                "{\"titleVi\":\"Lịch\",\"bodyVi\":\"Thứ Ba\",\"until\":\"2099-01-01T00:00:00+07:00\"}")
                        .is(200));
        conforms(
                "/api/v1/announcements/{id}/move",
                "post",
                ADMIN.post("announcements/" + announcement + "/move", "{\"place\":0}")
                        .is(200));
        conforms(
                "/api/v1/announcements/{id}",
                "delete",
                ADMIN.delete("announcements/" + announcement).is(200));
        String flood = "{\"status\":\"EXERCISE\",\"msgType\":\"ALERT\",\"category\":\"MET\",\"urgency\":\"EXPECTED\","
                + "\"severity\":\"MINOR\",\"certainty\":\"LIKELY\",\"minutes\":60,\"eventVi\":\"Lũ\",\"headlineVi\":\"Nước lên\"}";
        Browser.Page asked = ADMIN.post("emergencies", flood).is(201);
        conforms("/api/v1/emergencies", "post", asked);
        conforms("/api/v1/emergencies", "get", ADMIN.api("emergencies").is(200));
        conforms(
                "/api/v1/emergencies/preview",
                "post",
                ADMIN.post("emergencies/preview", flood.replace("{", "{\"language\":\"vi\","))
                        .is(200));
        conforms(
                "/api/v1/emergencies/{id}",
                "delete",
                ADMIN.delete("emergencies/" + asked.json().get("identifier").stringValue())
                        .is(200));
        String other = ADMIN.post("emergencies", flood)
                .is(201)
                .json()
                .get("identifier")
                .stringValue();
        conforms(
                "/api/v1/emergencies/{id}/confirm",
                "post",
                WEB.signedIn("lan")
                        .post("emergencies/" + other + "/confirm", "{}")
                        .is(200));
        conforms(
                "/api/v1/vouchers",
                "post",
                ADMIN.post(
                                "vouchers",
                                "{\"count\":2,\"hours\":24,\"quotaMegabytes\":0,\"until\":\"2026-12-31T00:00:00+07:00\"}")
                        .is(201));
        conforms("/api/v1/vouchers", "get", ADMIN.api("vouchers").is(200));
        conforms("/api/v1/vouchers/{id}", "delete", ADMIN.delete("vouchers/1").is(200));
        conforms(
                "/api/v1/users",
                "post",
                ADMIN.post("users", "{\"name\":\"minh\",\"role\":\"VIEWER\"}").is(201));
        conforms(
                "/api/v1/users/{name}/password",
                "post",
                ADMIN.post("users/minh/password", "{}").is(200));
        conforms("/api/v1/claims", "post", ADMIN.post("claims", "{}").is(201));
        Browser.Page fault = ADMIN.post("demo/faults", "{\"kind\":\"FIBRE\",\"target\":\"263\"}");
        conforms("/api/v1/demo/faults", "post", fault.is(201));
        ADMIN.delete("demo/faults/" + fault.json().get("id").stringValue()).is(204);
        conforms("/readyz", "get", ADMIN.get("/readyz").is(200));
    }

    @Test
    void refusals_are_as_described() {
        conforms("/api/v1/nodes/{endpoint}", "get", ADMIN.api("nodes/no-such").is(404));
        conforms("/api/v1/nodes", "get", ADMIN.api("nodes?x=1").is(400));
        conforms("/api/v1/sla", "get", ADMIN.api("sla?month=2026-13").is(400));
        conforms("/api/v1/sla", "get", ADMIN.api("sla?month=2999-01").is(400));
        conforms("/api/v1/sla", "get", ADMIN.api("sla?quarter=2026-10").is(400));
        conforms("/api/v1/sla", "get", ADMIN.api("sla?definition=law").is(400));
        conforms(
                "/api/v1/session",
                "post",
                WEB.browser().trySignIn("root.admin", "wrong").is(401));
    }

    private static void conforms(String template, String method, Browser.Page page) {
        JsonNode responses = DOCUMENT.get("paths").get(template).get(method).get("responses");
        JsonNode response = responses.get(String.valueOf(page.status()));
        if (response == null) {
            response = DOCUMENT.get("components").get("responses").get("Problem");
        }
        String type = page.header("Content-Type");
        JsonNode content = response.get("content").get(type);
        assertNotNull(content, template + " answered with " + type);
        List<Error> errors = schema(content.get("schema")).validate(page.json());
        assertTrue(errors.isEmpty(), () -> template + ": " + errors.subList(0, Math.min(5, errors.size())));
    }

    /** The schema, with the document's components beside it. */
    private static Schema schema(JsonNode schema) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.set("components", DOCUMENT.get("components"));
        whole.setAll((ObjectNode) schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }
}
