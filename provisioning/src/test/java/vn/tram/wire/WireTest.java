package vn.tram.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void every_message_of_every_golden_file_is_still_read_and_written_as_it_was() throws IOException {
        for (Wire.Change change : Wire.HISTORY) {
            List<String> lines = golden(change.golden());
            assertEquals(0, lines.size() % 2, change.golden() + " has a name for each message");
            for (int i = 0; i < lines.size(); i += 2) {
                Decoded decoded = Message.decode(HexFormat.of().parseHex(lines.get(i + 1)));
                assertEquals(null, decoded.refusal(), lines.get(i));
                Message message = Objects.requireNonNull(decoded.message());
                assertEquals(lines.get(i), message.toString());
                assertEquals(lines.get(i + 1), HexFormat.of().formatHex(message.encode()));
            }
        }
    }

    @Test
    void the_history_is_in_order() {
        LocalDate last = LocalDate.MIN;
        for (Wire.Change change : Wire.HISTORY) {
            assertEquals(-1, Integer.signum(last.compareTo(change.date())), change.what());
            last = change.date();
        }
    }

    /** Lines in pairs: what a message says, and its bytes in hexadecimal. */
    private static List<String> golden(String name) throws IOException {
        InputStream in = WireTest.class.getResourceAsStream("/wire/" + name + ".txt");
        assertNotNull(in, name);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
