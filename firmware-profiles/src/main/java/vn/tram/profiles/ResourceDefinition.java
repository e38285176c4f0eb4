package vn.tram.profiles;

import java.util.Objects;

/**
 * One resource of an LwM2M object.
 *
 * @param id 0 to 65535
 * @param name in English, as OMA's XML has it
 * @param multiple whether it is a list of resource instances
 * @param range OMA's range or enumeration, such as {@code 0..100}; empty when there is none
 * @param units such as {@code bit/s}; empty when there are none
 * @param description in English; empty in definitions that were read from the compact form
 */
public record ResourceDefinition(
        int id,
        String name,
        ResourceType type,
        Operations operations,
        boolean multiple,
        boolean mandatory,
        String range,
        String units,
        String description) {

    public ResourceDefinition {
        if (id < 0 || id > 65_535) {
            throw new IllegalArgumentException("resource id: must be 0 to 65535, was " + id);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of resource " + id + ": must not be blank");
        }
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(operations, "operations");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(units, "units");
        Objects.requireNonNull(description, "description");
    }

    public ResourceDefinition withoutDescription() {
        return new ResourceDefinition(id, name, type, operations, multiple, mandatory, range, units, "");
    }
}
