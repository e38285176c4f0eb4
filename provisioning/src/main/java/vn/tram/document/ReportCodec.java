package vn.tram.document;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.util.datatype.ULong;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.CborReader;
import vn.tram.wire.CborWriter;
import vn.tram.wire.RefusedException;

/**
 * A {@link Report} as the payload of an LwM2M Send: a SenML pack in CBOR (RFC 8428, section 6), whose first five records
 * are the frame, resources 0 to 4 of the object Reporting Queue: boot, sequence, uptime, device time and kind. Any LwM2M
 * server reads it. In the other direction every valid SenML-CBOR with these five records is read, whoever wrote it.
 *
 * <p>This is the hot path of both ends: the usual shape is read and written directly, and what is unusual by Leshan.
 */
public final class ReportCodec {

    private static final int BASE_NAME = -2;
    private static final int BASE_UNIT = -4;
    private static final int BASE_VERSION = -1;
    private static final int NAME = 0;
    private static final int UNIT = 1;
    private static final int VALUE = 2;
    private static final int STRING = 3;
    private static final int BOOLEAN = 4;

    private static final int MAX_NAME = 64;

    private ReportCodec() {}

    /**
     * What became of bytes from the network: exactly one of the two is there.
     *
     * @param report what they say
     * @param refusal why they say nothing: what, the rule and the value
     */
    public record Decoded(@Nullable Report report, @Nullable String refusal) {

        public Decoded {
            if ((report == null) == (refusal == null)) {
                throw new IllegalArgumentException("decoded: must be a report or a refusal, was " + report);
            }
        }
    }

    /** @throws IllegalArgumentException when a reading has the path of a frame's resource */
    public static byte[] encode(Report report) {
        int records = ReportFrame.RESOURCES + report.readings().size();
        CborWriter out = new CborWriter(32 + 16 * records).array(records);
        ReportFrame frame = ReportFrame.of(report);
        for (int resource = 0; resource < ReportFrame.RESOURCES; resource++) {
            name(out, resource == 0, "", ReportFrame.path(resource));
            out.integer(VALUE).integer(frame.value(resource));
        }
        String prefix = report.device().isEmpty() ? "" : "/" + report.device();
        int object = prefix.isEmpty() ? ReportFrame.OBJECT : -1;
        int instance = 0;
        for (Reading reading : report.readings()) {
            ResourcePath path = reading.path();
            if (ReportFrame.has(path)) {
                throw new IllegalArgumentException("path of a reading: must not be one of the frame, was " + path);
            }
            name(out, path.object() != object || path.instance() != instance, prefix, path);
            value(out, reading.value());
            object = path.object();
            instance = path.instance();
        }
        return out.toBytes();
    }

    private static void name(CborWriter out, boolean withBase, String prefix, ResourcePath path) {
        out.map(withBase ? 3 : 2);
        if (withBase) {
            out.integer(BASE_NAME).text(prefix + "/" + path.object() + "/" + path.instance() + "/");
        }
        out.integer(NAME).text(Integer.toString(path.resource()));
    }

    private static void value(CborWriter out, Object value) {
        if (value instanceof Long number) {
            out.integer(VALUE).integer(number);
        } else if (value instanceof Double number) {
            out.integer(VALUE).real(number);
        } else if (value instanceof Boolean flag) {
            out.integer(BOOLEAN).bool(flag);
        } else {
            out.integer(STRING).text((String) value);
        }
    }

    /** What the payload of a Send says, or why it is no report. Never throws. */
    public static Decoded decode(byte[] bytes) {
        try {
            return new Decoded(read(new CborReader(bytes)), null);
        } catch (RefusedException | IllegalArgumentException e) {
            Report unusual = SlowReports.read(bytes);
            return unusual == null ? new Decoded(null, e.getMessage()) : new Decoded(unusual, null);
        }
    }

    private static Report read(CborReader in) throws RefusedException {
        ReportFrame.Builder frame = new ReportFrame.Builder();
        List<Reading> readings = new ArrayList<>();
        String base = "";
        String device = null;
        boolean hasOwn = false;
        int size = in.array("pack");
        for (int record = 0; !in.endsHere(size, record); record++) {
            if (record == Report.MAX_READINGS + ReportFrame.RESOURCES) {
                throw new RefusedException("readings", "must be at most " + Report.MAX_READINGS, "more");
            }
            String name = "";
            Object value = null;
            int entries = in.map("record");
            for (int entry = 0; !in.endsHere(entries, entry); entry++) {
                int label = (int) in.integer("label", -6, 8);
                switch (label) {
                    case BASE_NAME -> base = in.text("bn", MAX_NAME);
                    case NAME -> name = in.text("n", MAX_NAME);
                    case VALUE -> value = once(value, in.number("v"));
                    case STRING -> value = once(value, in.text("vs", 4 * Reading.MAX_TEXT));
                    case BOOLEAN -> value = once(value, in.bool("vb"));
                    case UNIT, BASE_UNIT -> in.text("unit", MAX_NAME);
                    case BASE_VERSION -> in.integer("bver", 0, 10);
                    default -> throw new RefusedException("label", "must be one that a report uses", label);
                }
            }
            String path = base + name;
            int prefix = prefixLength(path);
            if (prefix > 0) {
                device = same(device, path.substring(1, prefix));
                path = path.substring(prefix);
            }
            int before = readings.size();
            add(frame, readings, path, value);
            hasOwn |= prefix == 0 && readings.size() > before;
        }
        in.end();
        if (device != null && hasOwn) {
            throw new RefusedException("device", "must be one in a report", device + " and none");
        }
        return device == null ? frame.build(readings) : frame.build(readings).of(device);
    }

    /** Of {@code /cam-1} in {@code /cam-1/42769/2/8}: a prefix begins with a letter; 0 where there is none. */
    private static int prefixLength(String path) {
        boolean hasPrefix = path.length() > 1 && Character.isLetter(path.charAt(1));
        return hasPrefix ? Math.max(0, path.indexOf('/', 1)) : 0;
    }

    private static String same(@Nullable String before, String device) throws RefusedException {
        if (before != null && !before.equals(device)) {
            throw new RefusedException("device", "must be one in a report", before + " and " + device);
        }
        return device;
    }

    private static Object once(@Nullable Object before, Object value) throws RefusedException {
        if (before != null) {
            throw new RefusedException("record", "must have one value", before + " and " + value);
        }
        return value;
    }

    private static void add(ReportFrame.Builder frame, List<Reading> readings, String name, @Nullable Object value)
            throws RefusedException {
        ResourcePath path = ResourcePath.parse(name);
        if (path == null) {
            throw new RefusedException("name", "must be /object/instance/resource", name);
        }
        if (value == null) {
            throw new RefusedException("value of " + path, "must be a number, a text or a boolean", "missing");
        }
        if (!frame.take(path, value)) {
            readings.add(new Reading(path, value));
        }
    }

    /**
     * The report in nodes that Leshan has decoded.
     *
     * @param nodes single resources by their path
     */
    public static Decoded decode(Map<LwM2mPath, LwM2mNode> nodes) {
        try {
            ReportFrame.Builder frame = new ReportFrame.Builder();
            List<Reading> readings = new ArrayList<>();
            for (Map.Entry<LwM2mPath, LwM2mNode> node : nodes.entrySet()) {
                add(frame, readings, node.getKey().toString(), valueOf(node.getValue()));
            }
            return new Decoded(frame.build(readings), null);
        } catch (RefusedException | IllegalArgumentException e) {
            return new Decoded(null, e.getMessage());
        }
    }

    /** Null for what a reading cannot be: several instances, opaque values and links. */
    private static @Nullable Object valueOf(LwM2mNode node) {
        if (!(node instanceof LwM2mSingleResource resource)) {
            return null;
        }
        Object value = resource.getValue();
        if (value instanceof Date time) {
            return time.toInstant().getEpochSecond();
        }
        if (value instanceof ULong number) {
            return number.longValue() < 0 ? null : number.longValue();
        }
        return Reading.isAllowed(value) ? value : null;
    }
}
