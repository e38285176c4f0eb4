package vn.tram.objects;

import org.jspecify.annotations.Nullable;
import vn.tram.profiles.ResourceType;

/** Which Java values a resource of a given type can hold. */
final class Types {

    private Types() {}

    /** {@code value} as the resource holds it, or null when the type cannot hold it. */
    static @Nullable Object fit(ResourceType type, Object value) {
        return switch (type) {
            case INTEGER, TIME -> value instanceof Long ? value : null;
            case UNSIGNED_INTEGER -> value instanceof Long number && number >= 0 ? value : null;
            case FLOAT -> value instanceof Long number ? (Object) number.doubleValue() : finite(value);
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case STRING, OBJLNK, CORELNK -> value instanceof String ? value : null;
            case OPAQUE, NONE -> null;
        };
    }

    private static @Nullable Object finite(Object value) {
        return value instanceof Double number && Double.isFinite(number) ? value : null;
    }
}
