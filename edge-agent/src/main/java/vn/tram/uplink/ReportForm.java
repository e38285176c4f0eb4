package vn.tram.uplink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;

/** A report as bytes on this device's disk. Nothing else reads the form. */
final class ReportForm {

    private static final int BOOT_AT = 1;
    private static final int POSITION_AT = 9;
    private static final int DEVICE_TIME_AT = 25;

    /** The bytes before the readings. */
    static final int FRAME = 35;

    private static final int EVENT = 1;
    /** Sequence and device follow the readings. */
    private static final int BEHIND = 2;

    private static final int LONG = 0;
    private static final int DOUBLE = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int TEXT = 4;

    private ReportForm() {}

    static byte[] encode(Report report) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(64 + 16 * report.readings().size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            boolean isPlain = report.device().isEmpty() && report.position() == report.sequence();
            out.writeByte((report.kind() == Report.Kind.EVENT ? EVENT : 0) | (isPlain ? 0 : BEHIND));
            out.writeLong(report.boot().value());
            out.writeLong(report.position());
            out.writeLong(report.uptimeMillis());
            out.writeLong(report.deviceTimeMillis());
            out.writeShort(report.readings().size());
            for (Reading reading : report.readings()) {
                write(reading, out);
            }
            if (!isPlain) {
                out.writeLong(report.sequence());
                out.writeUTF(report.device());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Reading reading, DataOutputStream out) throws IOException {
        out.writeShort(reading.path().object());
        out.writeShort(reading.path().instance());
        out.writeShort(reading.path().resource());
        Object value = reading.value();
        if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? TRUE : FALSE);
        } else {
            out.writeByte(TEXT);
            out.writeUTF((String) value);
        }
    }

    /** @throws IOException when {@code payload} is not what {@link #encode} wrote */
    static Report decode(byte[] payload) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int flags = in.readByte();
            Report.Kind kind = (flags & EVENT) != 0 ? Report.Kind.EVENT : Report.Kind.SAMPLE;
            BootId boot = new BootId(in.readLong());
            long position = in.readLong();
            long uptimeMillis = in.readLong();
            long deviceTimeMillis = in.readLong();
            int count = in.readUnsignedShort();
            List<Reading> readings = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                readings.add(readReading(in));
            }
            boolean isPlain = (flags & BEHIND) == 0;
            long sequence = isPlain ? position : in.readLong();
            String device = isPlain ? "" : in.readUTF();
            return new Report(boot, sequence, kind, uptimeMillis, deviceTimeMillis, readings, device, position);
        } catch (IllegalArgumentException e) {
            throw new IOException("a kept report: " + e.getMessage(), e);
        }
    }

    private static Reading readReading(DataInputStream in) throws IOException {
        ResourcePath path = new ResourcePath(in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort());
        int type = in.readByte();
        Object value = switch (type) {
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            case FALSE -> false;
            case TRUE -> true;
            case TEXT -> in.readUTF();
            default -> throw new IOException("a kept report: type of a value must be 0 to 4, was " + type);
        };
        return new Reading(path, value);
    }

    static boolean isEvent(byte[] payload) {
        return (payload[0] & EVENT) != 0;
    }

    /** Which device behind the agent it is of; empty for the agent's own, and for what cannot be read. */
    static String device(byte[] payload) {
        try {
            return (payload[0] & BEHIND) == 0 ? "" : decode(payload).device();
        } catch (IOException e) {
            return "";
        }
    }

    static ReportKey key(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        return new ReportKey(new BootId(bytes.getLong(BOOT_AT) & Long.MAX_VALUE), bytes.getLong(POSITION_AT));
    }

    static long deviceTimeMillis(byte[] payload) {
        return ByteBuffer.wrap(payload).getLong(DEVICE_TIME_AT);
    }
}
