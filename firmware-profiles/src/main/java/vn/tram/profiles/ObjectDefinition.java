package vn.tram.profiles;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One LwM2M object: what a device can report under one object id.
 *
 * @param id 0 to 65535
 * @param name in English, as OMA's XML has it
 * @param description in English; empty in definitions that were read from the compact form
 * @param version of the object, such as {@code 1.2}
 * @param lwm2mVersion the lowest version of LwM2M that the object needs
 * @param urn such as {@code urn:oma:lwm2m:oma:3:1.2}
 * @param multiple whether there may be several instances
 * @param mandatory whether every client has it
 * @param resources by id, in ascending order
 */
public record ObjectDefinition(
        int id,
        String name,
        String description,
        String version,
        String lwm2mVersion,
        String urn,
        boolean multiple,
        boolean mandatory,
        Map<Integer, ResourceDefinition> resources) {

    public ObjectDefinition {
        if (id < 0 || id > 65_535) {
            throw new IllegalArgumentException("object id: must be 0 to 65535, was " + id);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of object " + id + ": must not be blank");
        }
        if (resources.isEmpty()) {
            throw new IllegalArgumentException("resources of object " + id + ": must be at least one");
        }
        resources.forEach((key, resource) -> {
            if (resource.id() != key) {
                throw new IllegalArgumentException(
                        "resources of object " + id + ": key " + key + " holds resource " + resource.id());
            }
        });
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    }

    /** @throws IllegalArgumentException when two resources have the same id */
    public static Map<Integer, ResourceDefinition> byId(Collection<ResourceDefinition> resources) {
        Map<Integer, ResourceDefinition> byId = new TreeMap<>();
        for (ResourceDefinition resource : resources) {
            if (byId.put(resource.id(), resource) != null) {
                throw new IllegalArgumentException("resource id: must occur once, twice was " + resource.id());
            }
        }
        return byId;
    }

    public @Nullable ResourceDefinition resource(int resourceId) {
        return resources.get(resourceId);
    }

    public ObjectDefinition withoutDescriptions() {
        return new ObjectDefinition(
                id,
                name,
                "",
                version,
                lwm2mVersion,
                urn,
                multiple,
                mandatory,
                byId(resources.values().stream()
                        .map(ResourceDefinition::withoutDescription)
                        .toList()));
    }
}
