package vn.tram.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void who_reads_from_a_line_that_is_cut_before_anybody_can_write_is_told_at_once() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI broker = URI.create("mqtt://127.0.0.1:" + silent.getLocalPort());
            Line line = new Line(new MqttOptions(
                    broker, "cp-cut", List.of(), null, null, Duration.ofSeconds(30), Duration.ofMinutes(10)));
            line.start();
            InputStream in = line.getInputStream();

            line.cut();

            assertThrows(IOException.class, line::getOutputStream);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThrows(IOException.class, in::read));
        }
    }
}
