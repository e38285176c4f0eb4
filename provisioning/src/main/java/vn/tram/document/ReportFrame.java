package vn.tram.document;

import java.util.List;
import vn.tram.wire.RefusedException;

/** The five resources of object 42773 that make readings a report: boot, sequence, uptime, device time and kind. */
record ReportFrame(BootId boot, long sequence, long uptimeMillis, long deviceTimeMillis, Report.Kind kind) {

    static final int OBJECT = 42_773;
    static final int RESOURCES = 5;

    private static final ResourcePath[] PATHS = new ResourcePath[RESOURCES];

    static {
        for (int resource = 0; resource < RESOURCES; resource++) {
            PATHS[resource] = new ResourcePath(OBJECT, 0, resource);
        }
    }

    static ReportFrame of(Report report) {
        return new ReportFrame(
                report.boot(), report.sequence(), report.uptimeMillis(), report.deviceTimeMillis(), report.kind());
    }

    static ResourcePath path(int resource) {
        return PATHS[resource];
    }

    static boolean has(ResourcePath path) {
        return path.object() == OBJECT && path.instance() == 0 && path.resource() < RESOURCES;
    }

    long value(int resource) {
        return switch (resource) {
            case 0 -> boot.value();
            case 1 -> sequence;
            case 2 -> uptimeMillis;
            case 3 -> deviceTimeMillis;
            default -> kind == Report.Kind.EVENT ? 1 : 0;
        };
    }

    /** Collects the five, in any order. */
    static final class Builder {

        private final long[] values = new long[RESOURCES];
        /** One bit a resource. */
        private int taken;

        /** Takes the value when the path is one of the frame's; false when it is a reading's. */
        boolean take(ResourcePath path, Object value) throws RefusedException {
            if (!has(path)) {
                return false;
            }
            int bit = 1 << path.resource();
            if (!(value instanceof Long number) || (taken & bit) != 0) {
                throw new RefusedException("frame " + path, "must be one integer", value);
            }
            values[path.resource()] = number;
            taken |= bit;
            return true;
        }

        Report build(List<Reading> readings) throws RefusedException {
            for (int resource = 0; resource < RESOURCES; resource++) {
                if ((taken >> resource & 1) == 0) {
                    throw new RefusedException("frame " + path(resource), "must be one integer", "missing");
                }
            }
            if (values[4] != 0 && values[4] != 1) {
                throw new RefusedException("frame " + path(4), "must be 0 or 1", values[4]);
            }
            Report.Kind kind = values[4] == 1 ? Report.Kind.EVENT : Report.Kind.SAMPLE;
            return new Report(new BootId(values[0]), values[1], kind, values[2], values[3], readings);
        }
    }
}
