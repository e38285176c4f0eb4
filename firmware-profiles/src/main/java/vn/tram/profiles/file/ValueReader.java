package vn.tram.profiles.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ResourceType;
import vn.tram.profiles.ValueSource;
import vn.tram.profiles.ValueSource.Aggregate;
import vn.tram.profiles.ValueSource.Part;
import vn.tram.profiles.ValueSource.TextForm;

/** Reads where one value comes from, and checks that what comes out can be a value of its resource. */
final class ValueReader {

    private static final double FACTOR_LIMIT = 1e12;
    private static final Pattern PART = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3}))?");
    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";

    private final OidNames names;

    ValueReader(OidNames names) {
        this.names = names;
    }

    /**
     * The alternatives under {@code key}, those that are inherited behind them; an empty list takes the value away.
     *
     * @param inherited of the profiles below
     */
    List<ValueSource> read(YamlMap parent, String key, ResourceType type, List<ValueSource> inherited) {
        List<ValueSource> sources = new ArrayList<>();
        boolean only = false;
        for (YamlMap map : parent.alternatives(key, "from")) {
            only |= map.flag("only", false);
            ValueSource source = source(map, type);
            if (source != null) {
                sources.add(source);
            }
        }
        if (!only && !sources.isEmpty()) {
            sources.addAll(inherited);
        }
        return sources;
    }

    @Nullable
    ValueSource source(YamlMap map, ResourceType type) {
        Oid from = names.read(map, "from");
        String constant = map.optionalText("constant");
        Map<String, String> values = map.textEntries("map");
        String otherwise = map.optionalText("otherwise");
        if ((from == null) == (constant == null)) {
            map.problem("from", "must be given, or constant, and not both", "");
            return null;
        }
        ValueSource source = new ValueSource(
                from,
                constant,
                names.readAll(map, "plus"),
                names.read(map, "times"),
                names.readAll(map, "share-of"),
                names.read(map, "at"),
                part(map),
                map.choice("aggregate", Aggregate.class, Aggregate.NONE),
                where(map, names),
                map.choice("text", TextForm.class, TextForm.UTF8),
                pattern(map, "match"),
                values,
                otherwise,
                names.read(map, "prefix"),
                names.read(map, "decimals"),
                map.flag("decibel", false),
                map.number("scale", -FACTOR_LIMIT, FACTOR_LIMIT, 1),
                map.number("offset", -FACTOR_LIMIT, FACTOR_LIMIT, 0));
        check(map, source, type);
        return source;
    }

    /** {@code 2} or {@code 0-5}. */
    private static @Nullable Part part(YamlMap map) {
        String text = map.optionalText("part");
        if (text == null) {
            return null;
        }
        Matcher matcher = PART.matcher(text);
        if (!matcher.matches()) {
            map.problem("part", "must be which arcs of the index, such as 1 or 0-5", YamlTree.quote(text));
            return null;
        }
        int from = Integer.parseInt(matcher.group(1));
        return new Part(from, matcher.group(2) == null ? from : Math.max(from, Integer.parseInt(matcher.group(2))));
    }

    private static void check(YamlMap map, ValueSource source, ResourceType type) {
        boolean scaled = source.scale() != 1
                || source.offset() != 0
                || source.prefix() != null
                || source.decimals() != null
                || source.decibel();
        if (!source.where().isEmpty() && source.aggregate() == Aggregate.NONE) {
            map.problem("where", "needs aggregate, which says how the rows become one value", "");
        }
        if (source.otherwise() != null && source.map().isEmpty()) {
            map.problem("otherwise", "needs map", "");
        }
        if (source.constant() != null) {
            checkResult(map, "constant", source.constant(), type);
        }
        source.map().forEach((raw, value) -> checkResult(map, "map", value, type));
        if (source.otherwise() != null) {
            checkResult(map, "otherwise", source.otherwise(), type);
        }
        if (type == ResourceType.BOOLEAN && source.map().isEmpty() && source.constant() == null) {
            map.problem("map", "must be given for a Boolean, such as {1: true, 2: false}", "");
        }
        if (scaled && (type == ResourceType.BOOLEAN || type == ResourceType.STRING)) {
            map.problem("scale", "must not be given for a " + type.xml(), "");
        }
    }

    private static void checkResult(YamlMap map, String key, String value, ResourceType type) {
        boolean fits = switch (type) {
            case STRING -> value.length() <= 255;
            case INTEGER, UNSIGNED_INTEGER, TIME -> value.matches("-?[0-9]{1,18}");
            case FLOAT -> value.matches(NUMBER);
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case OPAQUE, OBJLNK, CORELNK, NONE -> false;
        };
        if (!fits) {
            map.problem(key, "must be a value of type " + type.xml(), YamlTree.quote(value));
        }
    }

    /** The conditions on rows: columns by name or number, and what is found in them. */
    static Map<Oid, Pattern> where(YamlMap parent, OidNames names) {
        return where(parent, "where", names);
    }

    static Map<Oid, Pattern> where(YamlMap parent, String key, OidNames names) {
        YamlMap map = parent.map(key);
        Map<Oid, Pattern> where = new LinkedHashMap<>();
        for (String column : map.keys()) {
            Pattern pattern = pattern(map, column);
            if (pattern != null) {
                where.put(names.resolve(map, column, column), pattern);
            }
        }
        return where;
    }

    static @Nullable Pattern pattern(YamlMap map, String key) {
        String text = map.optionalText(key);
        if (text == null) {
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            map.problem(key, "must be a regular expression: " + e.getDescription(), YamlTree.quote(text));
            return null;
        }
    }
}
