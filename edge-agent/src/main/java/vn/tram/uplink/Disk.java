package vn.tram.uplink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The two things that a full or dying disk refuses; a test has one that does. */
interface Disk {

    /** Writes all of {@code bytes}, or throws and may have written a part. */
    void write(FileChannel file, ByteBuffer bytes, long position) throws IOException;

    void force(FileChannel file) throws IOException;

    Disk REAL = new Disk() {
        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        }

        @Override
        public void force(FileChannel file) throws IOException {
            file.force(false);
        }
    };
}
