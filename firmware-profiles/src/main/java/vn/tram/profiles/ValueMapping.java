package vn.tram.profiles;

import java.util.List;

/**
 * One LwM2M resource that is not in a table, and where its value comes from.
 *
 * @param object LwM2M object id
 * @param instance LwM2M object instance id
 * @param resource LwM2M resource id
 * @param type of the resource
 * @param sources tried in this order; the first that gives a value is taken
 */
public record ValueMapping(int object, int instance, int resource, ResourceType type, List<ValueSource> sources) {

    public ValueMapping {
        sources = List.copyOf(sources);
    }

    /** {@code 42770/0/2}, as profiles write it. */
    public String target() {
        return object + "/" + instance + "/" + resource;
    }
}
