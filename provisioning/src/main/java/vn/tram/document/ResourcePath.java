package vn.tram.document;

import org.jspecify.annotations.Nullable;

/**
 * The path of one LwM2M resource, {@code /object/instance/resource} (LwM2M Core 1.2, section 7.1).
 *
 * @param object object id, 0 to 65535
 * @param instance object instance id, 0 to 65534
 * @param resource resource id, 0 to 65535
 */
public record ResourcePath(int object, int instance, int resource) implements Comparable<ResourcePath> {

    public ResourcePath {
        check("object id", object, 65_535);
        check("instance id", instance, 65_534);
        check("resource id", resource, 65_535);
    }

    private static void check(String what, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + ": must be 0 to " + max + ", was " + value);
        }
    }

    /** The path in {@code text}, or null when it is not {@code /object/instance/resource}. */
    public static @Nullable ResourcePath parse(String text) {
        int second = text.indexOf('/', 1);
        int third = second < 0 ? -1 : text.indexOf('/', second + 1);
        if (third < 0 || text.charAt(0) != '/') {
            return null;
        }
        int object = number(text, 1, second, 65_535);
        int instance = number(text, second + 1, third, 65_534);
        int resource = number(text, third + 1, text.length(), 65_535);
        return object < 0 || instance < 0 || resource < 0 ? null : new ResourcePath(object, instance, resource);
    }

    private static int number(String text, int from, int to, int max) {
        if (to <= from || to - from > 5) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > max ? -1 : value;
    }

    @Override
    public int compareTo(ResourcePath other) {
        int byObject = Integer.compare(object, other.object);
        int byInstance = Integer.compare(instance, other.instance);
        return byObject != 0 ? byObject : byInstance != 0 ? byInstance : Integer.compare(resource, other.resource);
    }

    @Override
    public String toString() {
        return "/" + object + "/" + instance + "/" + resource;
    }
}
