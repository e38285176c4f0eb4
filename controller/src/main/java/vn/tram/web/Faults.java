package vn.tram.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks things in the demo's simulated province. Safe for many threads. */
public interface Faults {

    /** What can break. */
    enum Kind {
        /** The fibre of a district. */
        FIBRE,
        /** The power of a site. */
        POWER,
        /** The radio of a hotspot. */
        RADIO
    }

    /** What can be broken: by kind, then by name. */
    List<Target> targets();

    /** What is broken now, newest first. */
    List<Active> active();

    /** Breaks it; null when there is no such target. What is broken already stays as it is. */
    @Nullable
    Active cut(Kind kind, String target);

    /** Repairs it; false when nothing of this id is broken. */
    boolean mend(String id);

    /**
     * @param id of the district, the site or the hotspot's endpoint
     * @param name as people know it
     */
    record Target(Kind kind, String id, String name) {}

    /**
     * @param id of the fault
     * @param target {@link Target#id}
     */
    record Active(String id, Kind kind, String target, String name, Instant since) {}
}
