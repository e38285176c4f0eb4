package vn.tram.web.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.tram.web.http.Resource;

/** The provinces that come with the program, from {@code resources/provinces/}. Immutable. */
public final class Provinces {

    private static final List<String> FILES = List.of("bac-ninh", "vinh-phuc");

    private final List<Province> all;

    private Provinces(List<Province> all) {
        this.all = List.copyOf(all);
    }

    /** Reads them; takes some milliseconds. */
    public static Provinces bundled() {
        List<Province> provinces = new ArrayList<>();
        for (String file : FILES) {
            provinces.add(read("/provinces/" + file + ".geojson"));
        }
        return new Provinces(provinces);
    }

    private static Province read(String name) {
        try (InputStream in = Provinces.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("province: " + name + " is not on the class path");
            }
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("province: cannot read " + name, e);
        }
    }

    private static Province parse(byte[] bytes) {
        JsonMapper mapper = JsonMapper.shared();
        JsonNode collection = mapper.readTree(bytes);
        ObjectNode map = mapper.createObjectNode().put("type", "FeatureCollection");
        map.set("properties", collection.get("properties"));
        ArrayNode features = map.putArray("features");
        List<District> districts = new ArrayList<>();
        for (JsonNode feature : collection.get("features")) {
            JsonNode properties = feature.get("properties");
            District district = new District(
                    properties.get("code").stringValue(), properties.get("name").stringValue());
            districts.add(district);
            ObjectNode slim = features.addObject().put("type", "Feature");
            slim.putObject("properties").put("code", district.code()).put("name", district.name());
            slim.set("geometry", feature.get("geometry"));
        }
        JsonNode properties = collection.get("properties");
        byte[] json = mapper.writeValueAsString(map).getBytes(StandardCharsets.UTF_8);
        return new Province(
                properties.get("code").stringValue(),
                properties.get("name").stringValue(),
                districts,
                Resource.of("application/geo+json", json));
    }

    public List<Province> all() {
        return all;
    }

    /** The province of this code, or null. */
    public @Nullable Province find(String code) {
        return all.stream()
                .filter(province -> province.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
