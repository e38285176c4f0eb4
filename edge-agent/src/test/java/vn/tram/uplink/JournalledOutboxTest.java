package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static vn.tram.uplink.Reports.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.document.Report;

class JournalledOutboxTest extends OutboxContract {

    @TempDir
    Path folder;

    @Override
    Outbox outbox() throws IOException {
        return new JournalledOutbox(new MemoryOutbox(100), folder.resolve("journal"));
    }

    @Test
    void each_reading_is_written_down_before_and_each_report_after_it_was_appended() throws IOException {
        MemoryOutbox inner = new MemoryOutbox(100);
        StringBuilder atAppend = new StringBuilder();
        Path file = folder.resolve("journal");
        JournalledOutbox outbox = new JournalledOutbox(inner, file);
        outbox.onAppend(() -> atAppend.append(read(file)));

        Report report = Reports.report(
                1, 5, Report.Kind.EVENT, Reading.of(42769, 2, 8, 2L), Reading.of(42770, 0, 8, "router\n1"));
        outbox.append(report);
        outbox.close();

        String boot = Long.toString(report.boot().value());
        String times = "@ " + boot + " 5 " + report.uptimeMillis() + " " + report.deviceTimeMillis() + "\n";
        String readings = times + "+ " + boot + " 5 /42769/2/8 2\n+ " + boot + " 5 /42770/0/8 router 1\n";
        assertEquals(readings, atAppend.toString());
        assertEquals(readings + "= " + boot + " 5\n", read(file));
    }

    @Test
    void a_journal_goes_on_after_a_restart() throws IOException {
        Outbox first = outbox();
        first.append(sample(1));
        first.close();
        Outbox second = outbox();
        second.append(sample(2));
        second.close();

        assertEquals(
                List.of("+ 1048583 1 /42770/0/4 60", "= 1048583 1", "+ 1048583 2 /42770/0/4 120", "= 1048583 2"),
                Files.readAllLines(folder.resolve("journal")).stream()
                        .filter(line -> !line.startsWith("@"))
                        .toList());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
