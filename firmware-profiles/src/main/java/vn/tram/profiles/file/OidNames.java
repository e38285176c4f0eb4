package vn.tram.profiles.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;

/** The names that a profile has for SNMP objects: its own and those of what it inherits. */
final class OidNames {

    private static final Oid NONE = Oid.of();

    private final Map<String, Oid> byName = new LinkedHashMap<>();

    void inherit(Map<String, Oid> names) {
        byName.putAll(names);
    }

    /** Reads the section {@code oids} of a profile. */
    void read(YamlMap profile) {
        YamlMap section = profile.map("oids");
        for (String name : section.keys()) {
            String text = section.text(name);
            Oid oid = Oid.parse(text);
            if (!name.matches("[A-Za-z][A-Za-z0-9-]*")) {
                section.problem(name, "the name of an SNMP object must be letters, digits and hyphens", "");
            } else if (oid == null) {
                section.problem(name, "must be an OID such as 1.3.6.1.2.1.1.5.0", YamlTree.quote(text));
            } else {
                byName.put(name, oid);
            }
        }
    }

    Map<String, Oid> all() {
        return Collections.unmodifiableMap(byName);
    }

    /** The object that {@code key} names by name or number; null when the key is absent. */
    @Nullable
    Oid read(YamlMap map, String key) {
        String text = map.optionalText(key);
        return text == null ? null : resolve(map, key, text);
    }

    List<Oid> readAll(YamlMap map, String key) {
        List<Oid> oids = new ArrayList<>();
        for (String text : map.texts(key)) {
            oids.add(resolve(map, key, text));
        }
        return oids;
    }

    /** An empty OID and a problem when {@code text} is neither a known name nor a number. */
    Oid resolve(YamlMap map, String key, String text) {
        Oid oid = byName.get(text);
        if (oid == null && !text.isEmpty() && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '.')) {
            oid = Oid.parse(text);
        }
        if (oid == null) {
            String rule = Suggestion.rule("must be an OID or a name under oids", text, byName.keySet());
            map.problem(key, rule, YamlTree.quote(text));
        }
        return oid == null ? NONE : oid;
    }
}
