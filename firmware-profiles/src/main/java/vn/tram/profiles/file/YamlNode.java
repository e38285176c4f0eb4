package vn.tram.profiles.file;

import java.util.LinkedHashMap;
import java.util.List;

/** What a YAML document is made of, each part with its line; nothing is interpreted yet. */
sealed interface YamlNode {

    /** From 1. */
    int line();

    /** @param plain whether it stands without quotes, so that {@code null} means nothing rather than four letters */
    record Scalar(int line, String text, boolean plain) implements YamlNode {

        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    /** @param entries in the order of the file */
    record Mapping(int line, LinkedHashMap<String, Entry> entries) implements YamlNode {}

    record Items(int line, List<YamlNode> items) implements YamlNode {}

    /** @param line of the key, from 1 */
    record Entry(int line, YamlNode value) {}
}
