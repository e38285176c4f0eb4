package vn.tram.profiles.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML text into {@link YamlNode}s. Works on the parser's events, so that nesting is bounded before anything
 * recurses, and refuses what settings do not need and attackers like: anchors, aliases, tags, keys that are not texts
 * or stand twice, several documents.
 */
final class YamlTree {

    /** No settings file or profile comes near. */
    static final int MAX_BYTES = 1_000_000;

    private static final int MAX_DEPTH = 20;

    private final String where;
    private final Iterator<Event> events;
    private final List<Problem> problems = new ArrayList<>();

    private YamlTree(String where, Iterator<Event> events) {
        this.where = where;
        this.events = events;
    }

    static YamlNode.Mapping parse(String where, String yaml) throws BadFileException {
        if (yaml.length() > MAX_BYTES) {
            throw new BadFileException(
                    where, "", "must have at most " + MAX_BYTES + " characters", yaml.length() + " characters");
        }
        String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
        YamlTree tree = new YamlTree(where, events(text));
        try {
            YamlNode.Mapping root = tree.document();
            if (!tree.problems.isEmpty()) {
                throw new BadFileException(tree.problems);
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            // Its message quotes the file, which may hold secrets; the problem alone does not.
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new BadFileException(where + ":" + line, "", "must be YAML: " + e.getProblem(), "");
        } catch (YamlEngineException e) {
            throw new BadFileException(where, "", "must be YAML of printable characters", "");
        }
    }

    /** @param where the file's name, for messages */
    static String text(String where, InputStream in) throws BadFileException, IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BadFileException(where, "", "must have at most " + MAX_BYTES + " bytes", "a longer file");
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(buffer, chars, true);
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            long line = chars.flip().chars().filter(c -> c == '\n').count() + 1;
            String value = String.format("byte 0x%02x", bytes[buffer.position()] & 0xff);
            throw new BadFileException(where + ":" + line, "", "must be text in UTF-8", value);
        }
        return chars.flip().toString();
    }

    private static Iterator<Event> events(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(MAX_BYTES)
                .build();
        return new Parse(settings).parseString(text).iterator();
    }

    private YamlNode.Mapping document() throws BadFileException {
        YamlNode.Mapping root = new YamlNode.Mapping(1, new LinkedHashMap<>());
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart && ++documents > 1) {
                problem(event, "must be one document", "a second document");
            } else if (event instanceof NodeEvent) {
                YamlNode node = node(event, 0);
                if (node instanceof YamlNode.Mapping mapping && documents == 1) {
                    root = mapping;
                } else if (!(node instanceof YamlNode.Scalar scalar && scalar.isNull()) && documents == 1) {
                    problem(event, "must be keys and values", describe(node));
                }
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) throws BadFileException {
        int line = line(event);
        if (depth > MAX_DEPTH) {
            // Nothing deeper is looked at, however long the file goes on like this.
            throw new BadFileException(where + ":" + line, "", "must be nested at most " + MAX_DEPTH + " deep", "");
        }
        if (event instanceof AliasEvent alias) {
            problem(event, "must not refer to an anchor", "*" + alias.getAlias().getValue());
            return new YamlNode.Scalar(line, "", true);
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problem(
                    event,
                    "must not set an anchor",
                    "&" + node.getAnchor().get().getValue());
        }
        tag(event).ifPresent(tag -> problem(event, "must not have a tag", tag));
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Scalar(line, scalar.getValue(), scalar.isPlain());
        }
        return event.getEventId() == Event.ID.MappingStart ? mapping(line, depth) : items(line, depth);
    }

    private static Optional<String> tag(Event event) {
        return event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    }

    private YamlNode.Mapping mapping(int line, int depth) throws BadFileException {
        LinkedHashMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (!(key instanceof YamlNode.Scalar scalar)) {
                problem(event, "a key must be a text", describe(key));
            } else {
                YamlNode.Entry first = entries.putIfAbsent(scalar.text(), new YamlNode.Entry(key.line(), value));
                if (first != null) {
                    problem(event, "a key must stand once; it stands on line " + first.line() + " too", scalar.text());
                }
            }
        }
        return new YamlNode.Mapping(line, entries);
    }

    private YamlNode.Items items(int line, int depth) throws BadFileException {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Items(line, items);
    }

    /** For messages: never the content of a mapping or list, which may hold secrets. */
    static String describe(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.isNull() ? "empty" : quote(scalar.text());
        }
        return node instanceof YamlNode.Mapping ? "keys and values" : "a list";
    }

    static String quote(String text) {
        return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private void problem(Event event, String rule, String value) {
        if (problems.size() < Problems.MAX_TOLD) {
            problems.add(new Problem(where + ":" + line(event), "", rule, value));
        }
    }
}
