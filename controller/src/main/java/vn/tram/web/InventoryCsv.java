package vn.tram.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;
import vn.tram.identity.EndpointName;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.profiles.file.Suggestion;
import vn.tram.web.http.Problem;

/**
 * Reads a list of sites, or one of nodes, from CSV as spreadsheets write it: a first row with the columns' names, then a
 * row each; separated by commas or, where the decimal sign is a comma, by semicolons. Collects every problem with its
 * line, up to {@value #MAX_PROBLEMS}.
 */
final class InventoryCsv {

    static final List<String> SITE_COLUMNS =
            List.of("id", "name", "tier", "unit", "district", "parent", "latitude", "longitude");
    static final List<String> NODE_COLUMNS = List.of("endpoint", "name", "kind", "site", "gateway", "carrier", "rooms");

    private static final int MAX_PROBLEMS = 50;
    private static final int DEEPEST = 32;
    private static final String ID = "[A-Za-z0-9._-]{1,64}";

    /** Viet Nam with its islands; columns that were swapped are outside. */
    private static final double SOUTH = 6, NORTH = 24, WEST = 102, EAST = 118;

    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Function<String, @Nullable Site> knownSites;
    private final Function<String, @Nullable Node> knownNodes;
    private final Set<String> districts;
    private int line = 1;

    /** @param districts codes of the province's districts; empty when they are not known */
    InventoryCsv(
            Function<String, @Nullable Site> knownSites,
            Function<String, @Nullable Node> knownNodes,
            Set<String> districts) {
        this.knownSites = knownSites;
        this.knownNodes = knownNodes;
        this.districts = districts;
    }

    List<Site> sites() {
        return List.copyOf(sites.values());
    }

    List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    List<Problem> problems() {
        return problems;
    }

    void read(String csv) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        String header = text.lines().findFirst().orElse("");
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(header.contains(";") ? ';' : ',');
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvReadFeature.TRIM_SPACES)
                .enable(CsvReadFeature.SKIP_EMPTY_LINES)
                .build();
        try (MappingIterator<Map<String, String>> rows =
                mapper.readerForMapOf(String.class).with(schema).readValues(text)) {
            while (rows.hasNextValue() && problems.size() < MAX_PROBLEMS) {
                row(rows.nextValue());
            }
        } catch (JacksonException e) {
            problems.add(new Problem("csv", "must be CSV with as many values as columns, also after line " + line, ""));
            return;
        }
        if (line == 1) {
            problem("csv", "must have a first row with the columns' names and at least one more", "");
        }
        sites.values().forEach(this::checkParents);
    }

    private void row(Map<String, String> values) {
        line++;
        boolean isSite = values.containsKey("id");
        List<String> columns = isSite ? SITE_COLUMNS : NODE_COLUMNS;
        for (String column : values.keySet()) {
            if (line == 2 && !columns.contains(column)) {
                problem(column, Suggestion.rule("must be one of " + columns, column, columns), "");
            }
        }
        if (isSite) {
            site(values);
        } else {
            node(values);
        }
    }

    private void site(Map<String, String> values) {
        String id = matching(values, "id", ID);
        String name = name(values);
        Site.Tier tier = choice(values, "tier", Site.Tier.values());
        String unit = matching(values, "unit", "[A-Za-z0-9.-]{1,20}");
        String district = optional(values, "district");
        if (district != null && !districts.isEmpty() && !districts.contains(district)) {
            problem("district", "must be the code of a district of the province, of " + districts, district);
        }
        double latitude = degrees(values, "latitude", SOUTH, NORTH);
        double longitude = degrees(values, "longitude", WEST, EAST);
        if (tier != null) {
            Site site = new Site(id, name, tier, unit, district, optional(values, "parent"), latitude, longitude);
            if (sites.put(id, site) != null) {
                problem("id", "must be there once", id);
            }
        }
    }

    private void checkParents(Site site) {
        Set<String> passed = new HashSet<>();
        Site at = site;
        while (at != null && at.parent() != null && passed.size() < DEEPEST) {
            if (!passed.add(at.id())) {
                problems.add(new Problem("parent of " + site.id(), "must not lead back to the site itself", ""));
                return;
            }
            String parent = at.parent();
            Site above = sites.containsKey(parent) ? sites.get(parent) : knownSites.apply(parent);
            if (above == null && at.id().equals(site.id())) {
                problems.add(new Problem("parent of " + site.id(), "must be the id of a site", parent));
            }
            at = above;
        }
    }

    private void node(Map<String, String> values) {
        String endpoint = text(values, "endpoint");
        String wrong = EndpointName.nodeProblem(endpoint);
        if (wrong != null) {
            problem("endpoint", wrong, endpoint);
            return;
        }
        String name = name(values);
        Node.Kind kind = choice(values, "kind", Node.Kind.values());
        String site = text(values, "site");
        if (knownSites.apply(site) == null) {
            problem("site", "must be the id of a site; import the sites first", site);
        }
        String gateway = optional(values, "gateway");
        boolean isThere = gateway == null || nodes.containsKey(gateway) || knownNodes.apply(gateway) != null;
        if (!isThere || Objects.equals(gateway, endpoint)) {
            problem("gateway", "must be the endpoint of a node that is there or further up", String.valueOf(gateway));
        }
        checkAgent(endpoint, site);
        if (kind != null) {
            Node node = new Node(endpoint, name, kind, site, gateway, optional(values, "carrier"))
                    .withRooms(rooms(text(values, "rooms")));
            if (nodes.put(endpoint, node) != null) {
                problem("endpoint", "must be there once", endpoint);
            }
        }
    }

    /** A device behind an agent is on the agent's site, and the agent is there before it. */
    private void checkAgent(String endpoint, String site) {
        String agent = EndpointName.gatewayOf(endpoint);
        if (agent == null) {
            return;
        }
        Node above = nodes.containsKey(agent) ? nodes.get(agent) : knownNodes.apply(agent);
        if (above == null) {
            problem("endpoint", "must be behind an agent that is there or further up, was behind " + agent, endpoint);
        } else if (!site.equals(above.site())) {
            problem("site", "must be that of the agent which the device is behind, " + agent, site);
        }
    }

    private int rooms(String text) {
        int rooms = text.isEmpty() ? 0 : text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
        if (rooms < 0) {
            problem("rooms", "must be a whole number from 0 to " + Node.MAX_ROOMS, text);
        }
        return Math.max(0, rooms);
    }

    private String name(Map<String, String> values) {
        String name = Typed.normal(text(values, "name"));
        if (name.isEmpty() || name.length() > PlacesApi.MAX_NAME || !Typed.isLine(name)) {
            problem(
                    "name",
                    "must have 1 to " + PlacesApi.MAX_NAME + " characters, none of them a control character",
                    name);
        }
        return name;
    }

    private String matching(Map<String, String> values, String column, String pattern) {
        String text = text(values, column);
        if (!text.matches(pattern)) {
            problem(column, "must match " + pattern, text);
        }
        return text;
    }

    private <E extends Enum<E>> @Nullable E choice(Map<String, String> values, String column, E[] all) {
        String text = text(values, column);
        for (E one : all) {
            if (one.name().equalsIgnoreCase(text)) {
                return one;
            }
        }
        List<String> names = Arrays.stream(all).map(Enum::name).toList();
        problem(column, Suggestion.rule("must be one of " + names, text, names), text);
        return null;
    }

    private double degrees(Map<String, String> values, String column, double min, double max) {
        String text = text(values, column);
        double degrees = text.matches("[0-9]{1,3}([.,][0-9]{1,15})?") ? Double.parseDouble(text.replace(',', '.')) : -1;
        if (degrees < min || degrees > max) {
            problem(column, "must be degrees from " + (int) min + " to " + (int) max, text);
        }
        return degrees;
    }

    private @Nullable String optional(Map<String, String> values, String column) {
        String text = text(values, column);
        if (text.length() > PlacesApi.MAX_NAME || !Typed.isLine(text)) {
            problem(column, "must have at most " + PlacesApi.MAX_NAME + " characters", "");
        }
        return text.isEmpty() ? null : text;
    }

    private static String text(Map<String, String> values, String column) {
        String text = values.get(column);
        return text == null ? "" : text.strip();
    }

    private void problem(String what, String rule, String value) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem("line " + line + ", " + what, rule, value));
        }
    }
}
