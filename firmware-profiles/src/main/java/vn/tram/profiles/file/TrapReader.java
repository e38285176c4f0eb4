package vn.tram.profiles.file;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.TrapMapping;
import vn.tram.profiles.TrapMapping.Meaning;
import vn.tram.profiles.TrapMapping.Target;

/** Reads the section {@code traps} of a profile; a trap of the same name as an inherited one replaces it. */
final class TrapReader {

    private static final Pattern TARGET =
            Pattern.compile("([0-9]{1,5})/([0-9]{1,5}|[A-Za-z][A-Za-z0-9-]*)/([0-9]{1,5})");
    private static final Oid NONE = Oid.of();
    private static final int MAX_INSTANCE = 65_534;

    private final ObjectDefinitions definitions;
    private final OidNames names;

    TrapReader(ObjectDefinitions definitions, OidNames names) {
        this.definitions = definitions;
        this.names = names;
    }

    /** @param into what is inherited, by name */
    void read(YamlMap profile, Map<String, TrapMapping> into) {
        profile.entries("traps").forEach((name, map) -> into.put(name, trap(name, map)));
    }

    private TrapMapping trap(String name, YamlMap map) {
        Oid oid = names.read(map, "oid");
        if (oid == null) {
            map.problem("oid", "must be given: the trap's snmpTrapOID", "nothing");
        }
        Meaning meaning = map.choice("means", Meaning.class, Meaning.CHANGE);
        Map<Target, Object> sets = new HashMap<>();
        map.textEntries("sets").forEach((target, value) -> set(map, target, value, sets));
        return new TrapMapping(name, oid == null ? NONE : oid, meaning, sets);
    }

    private void set(YamlMap map, String text, String value, Map<Target, Object> sets) {
        Matcher parts = TARGET.matcher(text);
        if (!parts.matches()) {
            map.problem("sets", "must be object/instance/resource, such as 42769/ifIndex/8", YamlTree.quote(text));
            return;
        }
        String instance = parts.group(2);
        boolean isTold = !Character.isDigit(instance.charAt(0));
        int number = isTold ? 0 : Integer.parseInt(instance);
        int object = Integer.parseInt(parts.group(1));
        int resource = Integer.parseInt(parts.group(3));
        ResourceDefinition definition = definitions.resource(object, resource);
        if (definition == null || number > MAX_INSTANCE) {
            map.problem("sets", "must be a resource of the object definitions", YamlTree.quote(text));
            return;
        }
        Object typed = typed(definition, value);
        if (typed == null) {
            String type = definition.type().name().toLowerCase(Locale.ROOT);
            map.problem("sets", "the value of " + text + " must be of type " + type, YamlTree.quote(value));
            return;
        }
        sets.put(new Target(object, number, isTold ? names.resolve(map, "sets", instance) : NONE, resource), typed);
    }

    private static @Nullable Object typed(ResourceDefinition definition, String value) {
        try {
            return switch (definition.type()) {
                case INTEGER, UNSIGNED_INTEGER, TIME -> Long.valueOf(value);
                case FLOAT -> Double.valueOf(value);
                case BOOLEAN -> value.equals("true") ? Boolean.TRUE : value.equals("false") ? Boolean.FALSE : null;
                case STRING, CORELNK -> value;
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
