package vn.tram.profiles;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to tell that a device is of some kind; all conditions that are given must hold, and at least one is given.
 *
 * @param objectId what sysObjectID begins with; null when it does not matter
 * @param description what is found in sysDescr; null when it does not matter
 * @param present an object (or the root of some) that the device has; null when it does not matter
 */
public record Recogniser(
        @Nullable Oid objectId,
        @Nullable Pattern description,
        @Nullable Oid present) {

    public Recogniser {
        if (objectId == null && description == null && present == null) {
            throw new IllegalArgumentException("recogniser: must have at least one condition");
        }
    }

    /** Whether the device can be of this kind as far as the system group tells. */
    public boolean admits(Oid sysObjectId, String sysDescr) {
        return (objectId == null || sysObjectId.startsWith(objectId))
                && (description == null || description.matcher(sysDescr).find());
    }

    /**
     * How much it takes to be recognised by this; where several profiles fit, the highest wins. A longer sysObjectID
     * counts before anything else, then what the device must have, then a description.
     */
    public int weight() {
        return (objectId == null ? 0 : objectId.size() * 4) + (present == null ? 0 : 2) + (description == null ? 0 : 1);
    }

    /** In words, such as {@code sysObjectID 1.3.6.1.4.1.8072.3.2.10, sysDescr ~ OpenWrt}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (objectId != null) {
            text.append("sysObjectID ").append(objectId);
        }
        if (description != null) {
            text.append(text.isEmpty() ? "" : ", ").append("sysDescr ~ ").append(description);
        }
        if (present != null) {
            text.append(text.isEmpty() ? "" : ", ").append("has ").append(present);
        }
        return text.toString();
    }
}
