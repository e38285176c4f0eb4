package vn.tram.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Effect;
import vn.tram.incident.Affected;
import vn.tram.incident.Impact;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;
import vn.tram.web.live.LiveView;

/**
 * Bắc Ninh with 177 connection points and 187 hotspots in 60 areas: real names of districts and communes, invented
 * places and figures, always the same from the same seed.
 */
final class InventedProvince {

    static final String CUT_DISTRICT = "263";
    static final int PROVINCE_POINTS = 43;
    static final int COMMUNE_POINTS = 126;
    static final int AREAS = 60;
    static final int HOTSPOTS = 187;

    private static final String[] OFFICES = {
        "Văn phòng UBND tỉnh",
        "Sở Nội vụ",
        "Sở Tài chính",
        "Sở Y tế",
        "Sở Giáo dục và Đào tạo",
        "Sở Xây dựng",
        "Sở Công Thương",
        "Sở Tư pháp",
        "Thanh tra tỉnh",
        "Kho bạc Nhà nước tỉnh",
        "Trung tâm Hành chính công tỉnh"
    };
    private static final String[] AREA_NAMES = {
        "Nhà văn hóa", "Công viên", "Bến xe", "Chợ", "Trung tâm Y tế", "Quảng trường", "Thư viện", "Sân vận động"
    };

    final List<Site> sites = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();
    final Map<String, NodeState> states = new TreeMap<>();
    private final Random random;
    private final Instant started;
    private @Nullable Incident incident;

    InventedProvince(long seed, Instant now) {
        random = new Random(seed);
        started = now;
        sites.add(new Site("p-27", "Trung tâm dữ liệu tỉnh", Site.Tier.PROVINCE, "27", null, null, 21.1861, 106.0763));
        List<Outline> outlines = addDistricts();
        addProvinceOffices(outlines.get(0));
        addAreas(outlines);
        nodes.forEach(node -> states.put(node.endpoint(), first(node)));
    }

    private List<Outline> addDistricts() {
        JsonNode map;
        try (InputStream in = InventedProvince.class.getResourceAsStream("/provinces/bac-ninh.geojson")) {
            map = JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Outline> outlines = new ArrayList<>();
        int communes = 0;
        for (JsonNode feature : map.get("features")) {
            Outline outline = outline(feature);
            outlines.add(outline);
            String site = "d-" + outline.code();
            place(
                    site,
                    "UBND " + outline.name(),
                    Site.Tier.DISTRICT,
                    outline.code(),
                    outline,
                    "p-27",
                    Node.Kind.CONNECTION_POINT);
            for (JsonNode commune : feature.get("properties").get("communes")) {
                addCommune(
                        commune.get("code").stringValue(), commune.get("name").stringValue(), outline);
                communes++;
            }
        }
        while (communes < COMMUNE_POINTS) {
            addCommune("99" + communes, "Xã sáp nhập " + (communes - 120), outlines.get(communes % outlines.size()));
            communes++;
        }
        return outlines;
    }

    private void addCommune(String code, String name, Outline outline) {
        place(
                "c-" + code,
                "UBND " + name,
                Site.Tier.COMMUNE,
                code,
                outline,
                "d-" + outline.code(),
                Node.Kind.CONNECTION_POINT);
    }

    private static Outline outline(JsonNode feature) {
        JsonNode outer = feature.get("geometry").get("coordinates").get(0).get(0);
        double[][] points = new double[outer.size()][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {
                outer.get(i).get(0).doubleValue(), outer.get(i).get(1).doubleValue()
            };
        }
        JsonNode properties = feature.get("properties");
        return new Outline(
                properties.get("code").stringValue(), properties.get("name").stringValue(), points);
    }

    private void addProvinceOffices(Outline capital) {
        for (int i = 0; i < PROVINCE_POINTS; i++) {
            String name =
                    OFFICES[i % OFFICES.length] + (i < OFFICES.length ? "" : " – cơ sở " + (i / OFFICES.length + 1));
            place("p-27-" + i, name, Site.Tier.PROVINCE, "27", capital, "p-27", Node.Kind.CONNECTION_POINT);
        }
    }

    private void addAreas(List<Outline> outlines) {
        for (int i = 0; i < AREAS; i++) {
            Outline outline = outlines.get(i % outlines.size());
            String id = "area-" + (i + 1);
            double[] at = outline.inside(random);
            String name = AREA_NAMES[i % AREA_NAMES.length] + " " + outline.name() + " số " + (i / outlines.size() + 1);
            sites.add(new Site(
                    id, name, Site.Tier.AREA, outline.code(), outline.code(), "d-" + outline.code(), at[1], at[0]));
        }
        for (int i = 0; i < HOTSPOTS; i++) {
            int area = i % AREAS + 1;
            Site site = sites.get(sites.size() - AREAS + area - 1);
            String endpoint = String.format(Locale.ROOT, "ap-%02d-%d", area, i / AREAS + 1);
            nodes.add(new Node(
                    endpoint, "Wi-Fi " + site.name() + " / " + (i / AREAS + 1), Node.Kind.HOTSPOT, site.id(), null));
        }
    }

    private void place(
            String id, String name, Site.Tier tier, String unit, Outline outline, String parent, Node.Kind kind) {
        double[] at = outline.inside(random);
        String district = tier == Site.Tier.PROVINCE ? null : outline.code();
        sites.add(new Site(id, name, tier, unit, district, parent, at[1], at[0]));
        nodes.add(new Node("cp-" + id, name, kind, id, null));
    }

    private boolean isCut(Node node) {
        String site = node.site();
        return sites.stream().anyMatch(s -> s.id().equals(site) && CUT_DISTRICT.equals(s.districtCode()));
    }

    private NodeState first(Node node) {
        boolean cut = isCut(node);
        int dice = random.nextInt(100);
        Health health = cut ? Health.DOWN : dice < 2 ? Health.UNKNOWN : dice < 5 ? Health.DEGRADED : Health.UP;
        return state(node.endpoint(), health, started, started, 1, random.nextInt(1_000_000_000));
    }

    private NodeState state(String endpoint, Health health, Instant since, Instant at, long sequence, long octets) {
        Evidence evidence = evidence(health, at);
        Map<ResourcePath, Latest> values = new InventedValues(random, at).of(endpoint, health, octets);
        NodeState.LinkState lan = new NodeState.LinkState(
                "eth0", health == Health.DOWN ? Health.UNKNOWN : Health.UP, since, evidence, true);
        NodeState.LinkState wan = new NodeState.LinkState("wan", health, since, evidence, true);
        boolean down = health == Health.DOWN;
        return new NodeState(
                endpoint,
                health,
                since,
                List.of(evidence),
                health == Health.UNKNOWN ? null : Boolean.valueOf(!down),
                !down,
                at,
                BootId.of(7, 42),
                sequence,
                endpoint.endsWith("3"),
                endpoint.endsWith("3") ? null : Duration.ofMillis(random.nextInt(400) - 200),
                Map.of(1, wan, 2, lan),
                values,
                2,
                down ? 1 : 2);
    }

    private static Evidence evidence(Health health, Instant at) {
        return switch (health) {
            case UP -> new Evidence(Evidence.Source.REPORT, at, at.minusMillis(300), "evidence.reported", "");
            case DEGRADED ->
                new Evidence(Evidence.Source.REPORT, at, at.minusMillis(300), "evidence.link-down", "wlan0");
            case DOWN -> new Evidence(Evidence.Source.SESSION, at, null, "evidence.session-lost", "");
            case UNKNOWN -> new Evidence(Evidence.Source.SILENCE, at, null, "evidence.silence", "185");
        };
    }

    /** Shows everything at once, as the loop does when it starts. */
    void fill(LiveView live) {
        live.broker(true);
        live.on(new Effect.InventoryChanged(sites, nodes));
        states.values().forEach(state -> live.on(new Effect.NodeChanged(state)));
        live.on(new Effect.IncidentChanged(incident()));
    }

    Incident incident() {
        Incident known = incident;
        if (known == null) {
            String root = "cp-d-" + CUT_DISTRICT;
            List<String> under = nodes.stream()
                    .filter(this::isCut)
                    .map(Node::endpoint)
                    .filter(endpoint -> !endpoint.equals(root))
                    .sorted()
                    .toList();
            Evidence why = evidence(Health.DOWN, started);
            known = new Incident(
                    1,
                    Incident.Kind.NODE_DOWN,
                    root,
                    -1,
                    "",
                    started,
                    null,
                    why,
                    under,
                    null,
                    null,
                    0,
                    new Impact(new Affected(1, 0, 0, 0), new Affected(1, under.size(), 0, 0)),
                    List.of(new Incident.Step(started, "incident.opened", "", null)));
            incident = known;
        }
        return known;
    }

    void acknowledge(LiveView live, String actor, Instant at) {
        Incident old = incident();
        List<Incident.Step> steps = new ArrayList<>(old.timeline());
        steps.add(new Incident.Step(at, "incident.acknowledged", "", actor));
        incident = new Incident(
                old.id(),
                old.kind(),
                old.endpoint(),
                old.link(),
                old.detail(),
                old.openedAt(),
                old.closedAt(),
                old.evidence(),
                old.suppressed(),
                actor,
                old.assignedTo(),
                old.level(),
                old.impact(),
                steps);
        live.on(new Effect.IncidentChanged(incident()));
    }

    /** Some nodes report, and now and then one gets worse or better. */
    void step(LiveView live, Instant at, int reports) {
        for (int i = 0; i < reports; i++) {
            NodeState old = states.get(nodes.get(random.nextInt(nodes.size())).endpoint());
            if (old == null || old.health() == Health.DOWN) {
                continue;
            }
            Health health = old.health();
            if (random.nextInt(20) == 0) {
                health = health == Health.UP ? Health.DEGRADED : Health.UP;
            }
            Latest octets = old.values().get(new ResourcePath(42769, 1, 9));
            long counted = octets == null ? 0 : (Long) octets.value();
            Instant since = health == old.health() ? old.since() : at;
            NodeState next =
                    state(old.endpoint(), health, since, at, old.sequence() + 1, counted + random.nextInt(40_000_000));
            states.put(next.endpoint(), next);
            live.on(new Effect.NodeChanged(next));
        }
    }
}
