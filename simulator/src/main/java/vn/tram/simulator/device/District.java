package vn.tram.simulator.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One district of a province, with its communes and its boundary.
 *
 * @param code of the General Statistics Office
 * @param name in Vietnamese
 * @param communes at least one
 * @param rings outer boundaries, each a closed list of {longitude, latitude}
 */
record District(String code, String name, List<Unit> communes, List<double[][]> rings) {

    /** An administrative unit: its code at the General Statistics Office, and its name. */
    record Unit(String code, String name) {}

    /** A province with its districts. */
    record Map(String code, String name, List<District> districts) {}

    /** @param province {@code bac-ninh} or {@code vinh-phuc} */
    static Map read(String province) {
        try (InputStream in = District.class.getResourceAsStream("/provinces/" + province + ".geojson")) {
            if (in == null) {
                throw new IllegalArgumentException("province: must be bac-ninh or vinh-phuc, was " + province);
            }
            JsonNode root = JsonMapper.shared().readTree(in);
            List<District> districts = new ArrayList<>();
            for (JsonNode feature : root.get("features")) {
                districts.add(district(feature));
            }
            JsonNode properties = root.get("properties");
            return new Map(
                    properties.get("code").asString(), properties.get("name").asString(), districts);
        } catch (IOException e) {
            throw new UncheckedIOException("province: cannot read the map of " + province, e);
        }
    }

    private static District district(JsonNode feature) {
        JsonNode properties = feature.get("properties");
        List<Unit> communes = new ArrayList<>();
        for (JsonNode commune : properties.get("communes")) {
            communes.add(
                    new Unit(commune.get("code").asString(), commune.get("name").asString()));
        }
        List<double[][]> rings = new ArrayList<>();
        for (JsonNode polygon : feature.get("geometry").get("coordinates")) {
            JsonNode outer = polygon.get(0);
            double[][] ring = new double[outer.size()][];
            for (int i = 0; i < ring.length; i++) {
                ring[i] = new double[] {
                    outer.get(i).get(0).asDouble(), outer.get(i).get(1).asDouble()
                };
            }
            rings.add(ring);
        }
        return new District(
                properties.get("code").asString(), properties.get("name").asString(), communes, rings);
    }

    boolean contains(double longitude, double latitude) {
        boolean inside = false;
        for (double[][] ring : rings) {
            for (int i = 0, j = ring.length - 1; i < ring.length; j = i++) {
                double[] a = ring[i];
                double[] b = ring[j];
                if (a[1] > latitude != b[1] > latitude
                        && longitude < (b[0] - a[0]) * (latitude - a[1]) / (b[1] - a[1]) + a[0]) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    /**
     * A point within the boundary that keeps away from those taken already: of some random ones the one farthest from
     * them. It is added to {@code taken}.
     */
    double[] place(RandomGenerator random, List<double[]> taken) {
        double[] best = middle();
        double bestDistance = -1;
        double[] box = box();
        for (int tries = 0; tries < 60; tries++) {
            double[] point = {random.nextDouble(box[0], box[2]), random.nextDouble(box[1], box[3])};
            if (contains(point[0], point[1])) {
                double distance = taken.stream()
                        .mapToDouble(other -> Math.hypot(other[0] - point[0], other[1] - point[1]))
                        .min()
                        .orElse(1);
                if (distance > bestDistance) {
                    bestDistance = distance;
                    best = point;
                }
            }
        }
        taken.add(best);
        return best;
    }

    double[] middle() {
        double[] box = box();
        return new double[] {(box[0] + box[2]) / 2, (box[1] + box[3]) / 2};
    }

    private double[] box() {
        double[] box = {180, 90, -180, -90};
        for (double[][] ring : rings) {
            for (double[] point : ring) {
                box[0] = Math.min(box[0], point[0]);
                box[1] = Math.min(box[1], point[1]);
                box[2] = Math.max(box[2], point[0]);
                box[3] = Math.max(box[3], point[1]);
            }
        }
        return box;
    }
}
