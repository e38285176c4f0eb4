package vn.tram.portal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.VoucherCode;

/**
 * Which vouchers were used at this hotspot. One that was taken stays taken, whatever happens to the power. At most one
 * line for each voucher there can be. Safe for use by many threads.
 */
final class UsedVouchers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsedVouchers.class);

    private final Set<String> used = new HashSet<>();
    private final FileChannel file;

    /** A last line that a power cut tore is none: its voucher did not open a door. */
    UsedVouchers(Path path) throws IOException {
        if (Files.exists(path)) {
            for (String line : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).split("\n")) {
                if (line.matches("[0-9]{1,4}/[0-9]{1,4}[+-]")) {
                    String voucher = line.substring(0, line.length() - 1);
                    used.remove(voucher);
                    if (line.endsWith("+")) {
                        used.add(voucher);
                    }
                }
            }
        }
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (file.size() > 0) {
            // What follows a torn line must not be part of it.
            file.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    synchronized boolean isUsed(VoucherCode code) {
        return used.contains(name(code));
    }

    /**
     * Takes the voucher for good.
     *
     * @return whether it was still to be had
     * @throws IOException when that is not safe on the disk; then it was not taken
     */
    synchronized boolean take(VoucherCode code) throws IOException {
        if (used.contains(name(code))) {
            return false;
        }
        write(name(code) + "+\n");
        used.add(name(code));
        return true;
    }

    /** The door did not open after all: the voucher is good again. */
    synchronized void giveBack(VoucherCode code) {
        used.remove(name(code));
        try {
            write(name(code) + "-\n");
        } catch (IOException e) {
            log.warn("{} is good again until the agent is started again only: {}", code, e.getMessage());
        }
    }

    private void write(String line) throws IOException {
        file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        file.force(false);
    }

    private static String name(VoucherCode code) {
        return code.batch() + "/" + code.serial();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
