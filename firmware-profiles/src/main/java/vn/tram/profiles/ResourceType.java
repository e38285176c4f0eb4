package vn.tram.profiles;

import org.jspecify.annotations.Nullable;

/** The data types of LwM2M resources (LwM2M Core 1.2, appendix C), each with its name in OMA's XML. */
public enum ResourceType {
    STRING("String"),
    INTEGER("Integer"),
    UNSIGNED_INTEGER("Unsigned Integer"),
    FLOAT("Float"),
    BOOLEAN("Boolean"),
    OPAQUE("Opaque"),
    /** Seconds since 1970. */
    TIME("Time"),
    OBJLNK("Objlnk"),
    CORELNK("Corelnk"),
    /** Of resources that can only be executed. */
    NONE("");

    private final String xml;

    ResourceType(String xml) {
        this.xml = xml;
    }

    public String xml() {
        return xml;
    }

    /** The type whose name in OMA's XML is {@code text}, or null. */
    public static @Nullable ResourceType ofXml(String text) {
        for (ResourceType type : values()) {
            if (type.xml.equals(text)) {
                return type;
            }
        }
        return null;
    }
}
