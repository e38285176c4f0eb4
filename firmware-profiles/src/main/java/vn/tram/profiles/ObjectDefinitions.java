package vn.tram.profiles;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The LwM2M objects that a program knows, by id. Immutable.
 */
public final class ObjectDefinitions {

    /** Where the build puts the compact form of {@code resources/objects/*.xml}. */
    static final String COMPACT = "/objects/objects.compact";

    private final Map<Integer, ObjectDefinition> byId;

    private ObjectDefinitions(Map<Integer, ObjectDefinition> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    /** @throws IllegalArgumentException when two definitions have the same id */
    public static ObjectDefinitions of(Collection<ObjectDefinition> definitions) {
        Map<Integer, ObjectDefinition> byId = new TreeMap<>();
        for (ObjectDefinition definition : definitions) {
            if (byId.put(definition.id(), definition) != null) {
                throw new IllegalArgumentException("object id: must occur once, twice was " + definition.id());
            }
        }
        return new ObjectDefinitions(byId);
    }

    /**
     * The objects of this module, without their descriptions, from the compact form that the build derives from the
     * XML. Takes a few milliseconds and no XML parser. Reads anew at each call: keep the result.
     */
    public static ObjectDefinitions bundled() {
        try (InputStream in = ObjectDefinitions.class.getResourceAsStream(COMPACT)) {
            if (in == null) {
                throw new IllegalStateException("object definitions: " + COMPACT
                        + " is not on the class path; the build's process-classes phase makes it");
            }
            return CompactForm.read(new DataInputStream(new BufferedInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException("object definitions: cannot read " + COMPACT, e);
        }
    }

    public Collection<ObjectDefinition> all() {
        return byId.values();
    }

    public @Nullable ObjectDefinition object(int objectId) {
        return byId.get(objectId);
    }

    public @Nullable ResourceDefinition resource(int objectId, int resourceId) {
        ObjectDefinition object = byId.get(objectId);
        return object == null ? null : object.resource(resourceId);
    }

    public ObjectDefinitions withoutDescriptions() {
        return of(byId.values().stream()
                .map(ObjectDefinition::withoutDescriptions)
                .toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectDefinitions that && byId.equals(that.byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }

    @Override
    public String toString() {
        return "ObjectDefinitions" + byId.keySet();
    }
}
