package vn.tram.profiles.file;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mapping of a YAML file strictly. Each reading method takes the key it wants, the rule for the value and
 * what stands for an absent one; a value that breaks its rule is noted as a problem and the method returns a stand-in,
 * so that the reader can go on and all problems come out at once from {@link #done}. Keys that were asked for are the
 * known ones; {@link #done} calls every other one a problem.
 *
 * <p>Use the values only after {@link #done} returned. Not for several threads.
 */
public final class YamlMap {

    private final String path;
    private final int line;
    private final Map<String, YamlNode.Entry> entries;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<YamlMap> children = new ArrayList<>();

    private YamlMap(String path, YamlNode.Mapping mapping, Problems problems) {
        this.path = path;
        this.line = mapping.line();
        this.entries = mapping.entries();
        this.problems = problems;
    }

    /**
     * @param where the file's name, for messages
     * @throws BadFileException when it is not one YAML mapping, has a key twice, or uses anchors or tags
     */
    public static YamlMap parse(String where, String yaml) throws BadFileException {
        return new YamlMap("", YamlTree.parse(where, yaml), new Problems(where));
    }

    /** @throws BadFileException as {@link #parse}, and when the file is not UTF-8 or longer than 1 MB */
    public static YamlMap read(Path file) throws BadFileException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        }
    }

    /** The stream is not closed. */
    public static YamlMap read(String where, InputStream in) throws BadFileException, IOException {
        return parse(where, YamlTree.text(where, in));
    }

    /** The keys in the order of the file, known or not. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** Whether the key is there, with a value that is not {@code null}. */
    public boolean has(String key) {
        return value(key) != null;
    }

    /** File and line of this mapping, for messages. */
    public String where() {
        return problems.where() + ":" + line;
    }

    /** A text that must be there and not be blank. */
    public String text(String key) {
        String text = scalar(key);
        if (!has(key)) {
            required(key);
        } else if (text != null && text.isBlank()) {
            problem(key, "must not be blank", "");
        }
        return text == null ? "" : text;
    }

    public String text(String key, String fallback) {
        String text = scalar(key);
        return text == null ? fallback : text;
    }

    public @Nullable String optionalText(String key) {
        return scalar(key);
    }

    /** A whole number from {@code min} to {@code max}. */
    public int integer(String key, int min, int max, int fallback) {
        String rule = "must be a whole number from " + min + " to " + max;
        Long value = converted(
                key, rule, text -> text.matches("-?[0-9]{1,10}") ? (Long) Long.parseLong(text) : null, n -> n);
        return value == null ? fallback : (int) within(key, rule, value, min, max, fallback);
    }

    /** A size in bytes: {@code 64MB}, {@code 10KB} (powers of 1000), or a bare number. */
    public long bytes(String key, long min, long max, long fallback) {
        String rule = "must be a size from " + min + " to " + max + " bytes, such as 64MB";
        Long value = converted(key, rule, Quantity::bytes, n -> n);
        return value == null ? fallback : within(key, rule, value, min, max, fallback);
    }

    private long within(String key, String rule, long value, long min, long max, long fallback) {
        if (value >= min && value <= max) {
            return value;
        }
        problem(key, rule, Long.toString(value));
        return fallback;
    }

    public double number(String key, double min, double max, double fallback) {
        String rule = "must be a number from " + min + " to " + max;
        Double value = converted(
                key,
                rule,
                text -> text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
                        ? (Double) Double.parseDouble(text)
                        : null,
                n -> n >= min && n <= max ? n : null);
        return value == null ? fallback : value;
    }

    /** {@code true} or {@code false}, nothing else. */
    public boolean flag(String key, boolean fallback) {
        Boolean value = converted(
                key,
                "must be true or false",
                text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null,
                flag -> flag);
        return value == null ? fallback : value;
    }

    /** {@code 200ms}, {@code 60s}, {@code 10m}, {@code 12h}, {@code 7d}. */
    public Duration duration(String key, Duration min, Duration max, Duration fallback) {
        String rule = "must be a duration from " + Quantity.write(min) + " to " + Quantity.write(max) + ", such as 60s";
        Duration value = converted(
                key, rule, Quantity::duration, d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0 ? d : null);
        return value == null ? fallback : value;
    }

    /**
     * An absolute address with one of the schemes, and a host unless the scheme is {@code file}.
     *
     * @param fallback null when it must be there
     */
    public URI uri(String key, @Nullable URI fallback, String... schemes) {
        URI nowhere = fallback == null ? URI.create("absent:/") : fallback;
        if (!has(key)) {
            known.add(key);
            if (fallback == null) {
                required(key);
            }
            return nowhere;
        }
        String rule = "must be an address such as " + schemes[0] + "://host";
        URI value = converted(key, rule, Locations::uri, uri -> Locations.isOneOf(uri, schemes) ? uri : null);
        return value == null ? nowhere : value;
    }

    /** @param fallback null when it must be there */
    public Path path(String key, @Nullable Path fallback) {
        if (!has(key) && fallback == null) {
            known.add(key);
            required(key);
        }
        Path value = converted(key, "must be the path of a file or folder", Locations::path, p -> p);
        return value != null ? value : fallback != null ? fallback : Path.of("");
    }

    /** A list of texts; an absent one is empty. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items(key)) {
            if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
                texts.add(scalar.text());
            } else {
                note(item.line(), key, "must be a list of texts", YamlTree.describe(item));
            }
        }
        return List.copyOf(texts);
    }

    /**
     * A text that no message ever shows.
     *
     * @param fallback null when it must be there
     */
    public Secret secret(String key, @Nullable Secret fallback) {
        known.add(key);
        YamlNode value = value(key);
        if (value instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return new Secret(scalar.text());
        }
        if (value != null) {
            problem(key, "must be a text that is not blank", Secret.REDACTED);
        } else if (fallback == null) {
            required(key);
        }
        return fallback == null ? new Secret("") : fallback;
    }

    /** One constant, written as {@code lower-case-with-hyphens}. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        String text = scalar(key);
        if (text == null) {
            return fallback;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        String rule = "must be one of " + String.join(", ", names);
        problem(key, Suggestion.rule(rule, text, names), YamlTree.quote(text));
        return fallback;
    }

    /** A mapping; an absent one is empty. */
    public YamlMap map(String key) {
        known.add(key);
        return child(key, key, value(key));
    }

    /** A list of mappings; an absent one is empty. */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        for (YamlNode item : items(key)) {
            maps.add(child(key, key + "[" + maps.size() + "]", item));
        }
        return maps;
    }

    /** A mapping whose keys are free and whose values are mappings; an absent one is empty. */
    public Map<String, YamlMap> entries(String key) {
        YamlMap map = map(key);
        Map<String, YamlMap> values = new LinkedHashMap<>();
        for (String name : map.keys()) {
            values.put(name, map.map(name));
        }
        return values;
    }

    /** A mapping whose keys are free and whose values are texts; an absent one is empty. */
    public Map<String, String> textEntries(String key) {
        YamlMap map = map(key);
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : map.keys()) {
            values.put(name, map.text(name));
        }
        return values;
    }

    /**
     * One mapping or a list of them, in which a text stands for a mapping that has only the key {@code shorthand}; an
     * absent one is empty.
     */
    public List<YamlMap> alternatives(String key, String shorthand) {
        known.add(key);
        YamlNode value = value(key);
        if (value == null) {
            return List.of();
        }
        List<YamlNode> nodes = value instanceof YamlNode.Items list ? list.items() : List.of(value);
        List<YamlMap> alternatives = new ArrayList<>();
        for (YamlNode node : nodes) {
            String step = nodes.size() == 1 ? key : key + "[" + alternatives.size() + "]";
            alternatives.add(child(key, step, expanded(node, shorthand)));
        }
        return alternatives;
    }

    private static YamlNode expanded(YamlNode node, String shorthand) {
        if (!(node instanceof YamlNode.Scalar)) {
            return node;
        }
        LinkedHashMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        entries.put(shorthand, new YamlNode.Entry(node.line(), node));
        return new YamlNode.Mapping(node.line(), entries);
    }

    private YamlMap child(String key, String step, @Nullable YamlNode value) {
        YamlNode.Mapping mapping = new YamlNode.Mapping(line(key), new LinkedHashMap<>());
        if (value instanceof YamlNode.Mapping found) {
            mapping = found;
        } else if (value != null && !(value instanceof YamlNode.Scalar scalar && scalar.isNull())) {
            note(value.line(), step, "must be keys and values", YamlTree.describe(value));
        }
        YamlMap child = new YamlMap(path.isEmpty() ? step : path + "." + step, mapping, problems);
        children.add(child);
        return child;
    }

    /** Notes a problem of the caller's own finding; {@code value} may be empty. */
    public void problem(String key, String rule, String value) {
        note(line(key), key, rule, value);
    }

    /**
     * Call on the root when everything was read.
     *
     * @throws BadFileException with every problem, in the order of the file; keys that nobody asked for are problems
     */
    public void done() throws BadFileException {
        reportUnknownKeys();
        problems.throwIfAny();
    }

    private void reportUnknownKeys() {
        Set<String> absent = new LinkedHashSet<>(known);
        absent.removeAll(entries.keySet());
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                // Its value is not shown: it may be a secret under a mistyped key.
                problem(key, Suggestion.rule("is not a known key", key, absent), "");
            }
        }
        children.forEach(YamlMap::reportUnknownKeys);
    }

    private void required(String key) {
        problem(key, "must be given", "");
    }

    private void note(int atLine, String key, String rule, String value) {
        problems.note(atLine, path.isEmpty() ? key : path + "." + key, rule, value);
    }

    private int line(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? line : entry.line();
    }

    private @Nullable YamlNode value(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null || entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull()
                ? null
                : entry.value();
    }

    private @Nullable String scalar(String key) {
        known.add(key);
        YamlNode value = value(key);
        if (value instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        if (value != null) {
            problem(key, "must be one value", YamlTree.describe(value));
        }
        return null;
    }

    /** The items of a list; an absent one is empty. */
    private List<YamlNode> items(String key) {
        known.add(key);
        YamlNode value = value(key);
        if (value instanceof YamlNode.Items list) {
            return list.items();
        }
        if (value != null) {
            problem(key, "must be a list", YamlTree.describe(value));
        }
        return List.of();
    }

    private <T> @Nullable T converted(
            String key, String rule, Function<String, @Nullable T> convert, Function<T, @Nullable T> check) {
        String text = scalar(key);
        if (text == null) {
            return null;
        }
        T value = convert.apply(text);
        @Nullable T checked = value == null ? null : check.apply(value);
        if (checked == null) {
            problem(key, rule, YamlTree.quote(text));
        }
        return checked;
    }
}
