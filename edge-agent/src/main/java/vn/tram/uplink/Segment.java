package vn.tram.uplink;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the outbox's log: a head (magic, and how often the file was thinned out), then records, each its length,
 * the CRC-32C of its payload, and the payload. Records are only ever added at the end, in the order of their keys.
 *
 * <p>Not safe for use by many threads.
 */
final class Segment {

    static final int HEAD = 8;
    static final int RECORD_HEAD = 8;
    static final int MAX_PAYLOAD = 4 << 20;

    private static final int MAGIC = 0x5452_4d31;

    final long id;
    final Path file;
    /** How often every second sample was dropped from the file. */
    int level;
    /** Whether its samples were dropped for their age. */
    boolean expired;
    /** Where the next record goes. */
    long size = HEAD;

    int records;
    int samples;
    ReportKey last = ReportKey.NONE;
    /** The latest device time of its records, in milliseconds since 1970. */
    long newestMillis = Long.MIN_VALUE;

    /** Sees the payload of each record in turn. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] payload) throws IOException;
    }

    /**
     * How a scan ended.
     *
     * @param problem why the rest cannot be read, or null
     * @param torn whether the problem is a last record that was cut off while it was being written
     */
    record Scan(@Nullable String problem, boolean torn) {}

    Segment(long id, Path folder) {
        this.id = id;
        this.file = folder.resolve(String.format("%016d.log", id));
    }

    /** The id in the name of {@code file}, or -1 when it is not a segment. */
    static long idOf(Path file) {
        String name = file.getFileName().toString();
        return name.matches("[0-9]{16}\\.log") ? Long.parseLong(name.substring(0, 16)) : -1;
    }

    ByteBuffer head() {
        return ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(level).flip();
    }

    static ByteBuffer record(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_HEAD + payload.length);
        return bytes.putInt(payload.length).putInt(crc(payload)).put(payload).flip();
    }

    private static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    /** Counts a record that was written at {@link #size}. */
    void added(byte[] payload) {
        size += RECORD_HEAD + payload.length;
        records++;
        samples += ReportForm.isEvent(payload) ? 0 : 1;
        last = ReportForm.key(payload);
        newestMillis = Math.max(newestMillis, ReportForm.deviceTimeMillis(payload));
    }

    /**
     * Reads the file from its start and counts its records anew.
     *
     * @throws IOException when the disk fails, not when the content is wrong
     */
    Scan scan(Visitor visitor) throws IOException {
        size = HEAD;
        records = 0;
        samples = 0;
        last = ReportKey.NONE;
        newestMillis = Long.MIN_VALUE;
        long length = Files.size(file);
        if (length < HEAD) {
            return new Scan("head: must be " + HEAD + " bytes, was " + length, true);
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(raw)) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                boolean torn = magic == 0 && isZero(in);
                return new Scan("head: must begin with 54524d31, began with " + Integer.toHexString(magic), torn);
            }
            level = in.readInt();
            return scanRecords(in, length, visitor);
        }
    }

    private Scan scanRecords(DataInputStream in, long length, Visitor visitor) throws IOException {
        while (size < length) {
            if (length - size < RECORD_HEAD) {
                return new Scan("record at " + size + ": its head is cut off", true);
            }
            int payloadLength = in.readInt();
            int crc = in.readInt();
            if (payloadLength < ReportForm.FRAME || payloadLength > MAX_PAYLOAD) {
                boolean torn = payloadLength == 0 && crc == 0 && isZero(in);
                return new Scan("record at " + size + ": length must be 35 to 4194304, was " + payloadLength, torn);
            }
            if (length - size - RECORD_HEAD < payloadLength) {
                return new Scan("record at " + size + ": is cut off", true);
            }
            byte[] payload = in.readNBytes(payloadLength);
            if (crc(payload) != crc) {
                boolean isLast = size + RECORD_HEAD + payloadLength == length;
                return new Scan("record at " + size + ": its CRC-32C does not match", isLast);
            }
            added(payload);
            visitor.visit(payload);
        }
        return new Scan(null, false);
    }

    /** A power cut can leave a file longer than what was written to it, filled with zeros. */
    private static boolean isZero(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            for (int i = 0; i < n; i++) {
                if (buffer[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The payload of the record at {@code offset}.
     *
     * @throws IOException when the disk fails or the record is not what was written
     */
    static byte[] read(FileChannel in, long offset) throws IOException {
        ByteBuffer head = readFully(in, offset, RECORD_HEAD);
        int length = head.getInt();
        int crc = head.getInt();
        if (length < ReportForm.FRAME || length > MAX_PAYLOAD) {
            throw new IOException("record at " + offset + ": length must be 35 to 4194304, was " + length);
        }
        byte[] payload = readFully(in, offset + RECORD_HEAD, length).array();
        if (crc(payload) != crc) {
            throw new IOException("record at " + offset + ": its CRC-32C does not match");
        }
        return payload;
    }

    private static ByteBuffer readFully(FileChannel in, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("record at " + offset + ": is cut off");
            }
        }
        return bytes.flip();
    }
}
