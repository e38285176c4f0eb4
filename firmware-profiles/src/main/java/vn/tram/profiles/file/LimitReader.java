package vn.tram.profiles.file;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.LimitMapping;
import vn.tram.profiles.ObjectDefinition;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.ResourceType;

/** Reads the section {@code limits} of a profile; a limit of the same name as an inherited one replaces it. */
final class LimitReader {

    private static final Pattern OF = Pattern.compile("([0-9]{1,5})/([0-9]{1,5}|\\*)/([0-9]{1,5})");
    private static final int MAX_INSTANCE = 65_534;
    private static final double FARTHEST = 1e18;

    private final ObjectDefinitions definitions;

    LimitReader(ObjectDefinitions definitions) {
        this.definitions = definitions;
    }

    /** @param into what is inherited, by name */
    void read(YamlMap profile, Map<String, LimitMapping> into) {
        profile.entries("limits").forEach((name, map) -> {
            LimitMapping limit = limit(name, map);
            if (limit != null) {
                into.put(name, limit);
            }
        });
    }

    /** Null, and problems in {@code map}, when it is wrong. */
    private @Nullable LimitMapping limit(String name, YamlMap map) {
        int[] of = of(map);
        Map<Integer, Pattern> where = where(map, of);
        double above = number(map, "above");
        double below = number(map, "below");
        double clear = number(map, "clear");
        if (map.has("above") == map.has("below")) {
            map.problem("above", "must be given, or below, and not both", "");
            return null;
        }
        boolean isAbove = map.has("above");
        double raise = isAbove ? above : below;
        if (!map.has("clear")) {
            String side = isAbove ? "less than above" : "more than below";
            map.problem("clear", "must be given: a number " + side + " at which all is well again", "");
            return null;
        }
        if (isAbove ? clear >= raise : clear <= raise) {
            String rule = "must be " + (isAbove ? "less than above, " : "more than below, ") + plain(raise);
            map.problem("clear", rule, plain(clear));
            return null;
        }
        return of.length == 0 || Double.isNaN(raise) || Double.isNaN(clear)
                ? null
                : new LimitMapping(name, of[0], of[1], of[2], where, isAbove, raise, clear);
    }

    /** Object, instance and resource; empty, and a problem, when they are no number that devices report. */
    private int[] of(YamlMap map) {
        String text = map.text("of");
        Matcher parts = OF.matcher(text);
        if (!parts.matches()) {
            if (!text.isBlank()) {
                map.problem(
                        "of",
                        "must be object/instance/resource, such as 42770/0/7, or with * for every instance",
                        YamlTree.quote(text));
            }
            return new int[0];
        }
        int object = Integer.parseInt(parts.group(1));
        int resource = Integer.parseInt(parts.group(3));
        int instance = parts.group(2).equals("*") ? LimitMapping.EVERY : Integer.parseInt(parts.group(2));
        String wrong = wrong(object, instance, resource);
        if (!wrong.isEmpty()) {
            map.problem("of", wrong, YamlTree.quote(text));
            return new int[0];
        }
        return new int[] {object, instance, resource};
    }

    private String wrong(int object, int instance, int resource) {
        ObjectDefinition known = definitions.object(object);
        ResourceDefinition definition = definitions.resource(object, resource);
        if (known == null || definition == null) {
            return "must be a resource of the object definitions";
        }
        boolean isSingle = !definition.multiple() && definition.operations().isReadable();
        if (!isNumber(definition.type()) || !isSingle) {
            return "must be a single number that can be read, and is " + definition.name();
        }
        if (instance > MAX_INSTANCE || instance > 0 && !known.multiple()) {
            return "must be an instance of object " + object + ", " + known.name();
        }
        return "";
    }

    private static boolean isNumber(ResourceType type) {
        return switch (type) {
            case INTEGER, UNSIGNED_INTEGER, FLOAT -> true;
            case STRING, BOOLEAN, OPAQUE, TIME, OBJLNK, CORELNK, NONE -> false;
        };
    }

    private Map<Integer, Pattern> where(YamlMap parent, int[] of) {
        YamlMap map = parent.map("where");
        Map<Integer, Pattern> where = new TreeMap<>();
        for (String key : map.keys()) {
            Pattern pattern = ValueReader.pattern(map, key);
            if (of.length == 0) {
                continue;
            }
            ResourceDefinition text =
                    key.matches("[0-9]{1,5}") ? definitions.resource(of[0], Integer.parseInt(key)) : null;
            if (text == null || text.type() != ResourceType.STRING) {
                map.problem(key, "must be the id of a text of object " + of[0], "");
            } else if (pattern != null) {
                where.put(text.id(), pattern);
            }
        }
        return where;
    }

    /** Not a number when there is none, or none that can be. */
    private static double number(YamlMap map, String key) {
        return map.number(key, -FARTHEST, FARTHEST, Double.NaN);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : "" + number;
    }
}
