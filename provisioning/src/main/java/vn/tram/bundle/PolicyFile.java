package vn.tram.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Allowance;
import vn.tram.document.Announcement;
import vn.tram.document.Garden;
import vn.tram.document.PortalPolicy;
import vn.tram.document.PortalPolicy.WayIn;
import vn.tram.document.Terms;
import vn.tram.document.VoucherBatch;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Quantity;
import vn.tram.profiles.file.YamlMap;

/**
 * A portal's policy as the file {@value #PATH} of a bundle. What a file leaves out is as in the standard policy; what
 * it misspells is an error.
 */
public final class PolicyFile {

    public static final String PATH = "policy.json";

    private static final String STANDARD_RESOURCE = "/policy/standard.json";
    private static final PortalPolicy STANDARD = load();

    private PolicyFile() {}

    /** What holds while nobody has said otherwise: four hours for everybody who accepts the rules. */
    public static PortalPolicy standard() {
        return STANDARD;
    }

    public static String toJson(PortalPolicy policy) {
        Map<String, String> fields = fields(policy.allowance());
        fields.put(
                "ways",
                array(
                        policy.ways().stream().sorted().toList(),
                        way -> Json.text(way.name().toLowerCase(Locale.ROOT))));
        fields.put("terms", toJson(policy.terms()));
        fields.put("garden", array(policy.garden(), Json::text));
        fields.put("vouchers", array(policy.vouchers(), PolicyFile::toJson));
        return Json.object(fields);
    }

    private static Map<String, String> fields(Allowance allowance) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("session", Json.text(Quantity.write(allowance.time())));
        fields.put("quota", Long.toString(allowance.quota()));
        fields.put("down", Long.toString(allowance.down()));
        fields.put("up", Long.toString(allowance.up()));
        return fields;
    }

    private static String toJson(Terms terms) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("version", Integer.toString(terms.version()));
        fields.put("vi", toJson(terms.vietnamese()));
        fields.put("en", toJson(terms.english()));
        return Json.object(fields);
    }

    private static String toJson(Announcement.Text text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", Json.text(text.title()));
        fields.put("body", Json.text(text.body()));
        return Json.object(fields);
    }

    private static String toJson(VoucherBatch batch) {
        Map<String, String> fields = fields(batch.allowance());
        fields.put("id", Integer.toString(batch.id()));
        fields.put("until", Json.text(batch.until().toString()));
        fields.put("salt", Json.text(batch.salt()));
        fields.put("verifiers", Json.text(batch.verifiers()));
        return Json.object(fields);
    }

    private static <T> String array(List<T> values, Function<T, String> json) {
        return values.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    /** @throws BadFileException naming every rule that {@code json} breaks */
    public static PortalPolicy parse(String json) throws BadFileException {
        return parse(json, STANDARD);
    }

    private static PortalPolicy parse(String json, @Nullable PortalPolicy standard) throws BadFileException {
        YamlMap map = YamlMap.parse(PATH, json);
        Allowance allowance = allowance(map, standard == null ? null : standard.allowance());
        Set<WayIn> ways = map.has("ways") || standard == null ? ways(map) : standard.ways();
        Terms terms = map.has("terms") || standard == null ? terms(map.map("terms")) : standard.terms();
        List<String> garden = garden(map);
        List<VoucherBatch> vouchers = new ArrayList<>();
        for (YamlMap one : map.maps("vouchers")) {
            VoucherBatch batch = batch(one, allowance);
            if (batch != null) {
                vouchers.add(batch);
            }
        }
        String problem = PortalPolicy.problem(ways, garden, vouchers);
        if (problem != null) {
            map.problem(problem.substring(0, problem.indexOf(':')), problem, "");
        }
        map.done();
        return new PortalPolicy(allowance, ways, terms, garden, vouchers);
    }

    /** Every name that must not be there is told at once. */
    private static List<String> garden(YamlMap map) {
        List<String> good = new ArrayList<>();
        for (String name : map.texts("garden")) {
            String problem = Garden.problem(name);
            if (problem == null) {
                good.add(name);
            } else {
                map.problem("garden", problem, name);
            }
        }
        return good;
    }

    private static Allowance allowance(YamlMap map, @Nullable Allowance fallback) {
        Allowance or = fallback == null ? new Allowance(Duration.ofHours(4), 0, 0, 0) : fallback;
        Duration time = map.duration("session", Allowance.MIN_TIME, Allowance.MAX_TIME, or.time());
        long quota = map.bytes("quota", 0, Allowance.MAX_QUOTA, or.quota());
        long down = map.bytes("down", 0, Allowance.MAX_RATE, or.down());
        long up = map.bytes("up", 0, Allowance.MAX_RATE, or.up());
        String problem = Allowance.problem(time, quota, down, up);
        if (problem != null) {
            map.problem("session", problem, "");
            return or;
        }
        return new Allowance(time, quota, down, up);
    }

    private static Set<WayIn> ways(YamlMap map) {
        Set<WayIn> ways = EnumSet.noneOf(WayIn.class);
        for (String name : map.texts("ways")) {
            switch (name) {
                case "rules" -> ways.add(WayIn.RULES);
                case "voucher" -> ways.add(WayIn.VOUCHER);
                default -> map.problem("ways", "must be of rules, voucher", name);
            }
        }
        return ways;
    }

    private static Terms terms(YamlMap map) {
        int version = map.integer("version", 1, Integer.MAX_VALUE, 1);
        return new Terms(version, text(map.map("vi")), text(map.map("en")));
    }

    private static Announcement.Text text(YamlMap map) {
        String title = map.text("title");
        String body = map.text("body");
        String problem = Announcement.Text.problem(title, body);
        if (problem != null) {
            map.problem("title", problem, "");
            return new Announcement.Text("-", "-");
        }
        return new Announcement.Text(title, body);
    }

    private static @Nullable VoucherBatch batch(YamlMap map, Allowance fallback) {
        int id = map.integer("id", 0, Integer.MAX_VALUE, -1);
        String salt = map.text("salt");
        String verifiers = map.text("verifiers");
        var until = Manifest.instant(map, "until");
        Allowance allowance = allowance(map, fallback);
        String problem = VoucherBatch.problem(id, salt, verifiers);
        if (problem != null) {
            map.problem("id", problem, "");
            return null;
        }
        return new VoucherBatch(id, until, allowance, salt, verifiers);
    }

    private static PortalPolicy load() {
        try (InputStream in = PolicyFile.class.getResourceAsStream(STANDARD_RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("policy: " + STANDARD_RESOURCE + " is not on the class path");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            throw new UncheckedIOException("policy: cannot read " + STANDARD_RESOURCE, e);
        } catch (BadFileException e) {
            throw new IllegalStateException("policy: " + STANDARD_RESOURCE + " is part of this program and is bad", e);
        }
    }
}
