package vn.tram.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import vn.tram.document.Reading;
import vn.tram.document.Report;

/** Reports that the controller never takes, as lines for an engineer to read; the older half goes when full. */
final class Quarantine {

    /** Longer lines are cut off: one report can have a thousand long texts. */
    private static final int MAX_LINE = 16 * 1024;

    private final Path file;
    private final long maxBytes;

    /** @param maxBytes room for this file and the one before it together */
    Quarantine(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    void add(Report report, String reason) throws IOException {
        StringBuilder line = new StringBuilder(256);
        line.append(report.boot().value()).append(' ').append(report.sequence());
        line.append(report.device().isEmpty() ? "" : " of " + report.device());
        line.append(' ').append(report.kind()).append(' ').append(report.deviceTimeMillis());
        line.append(" refused: ").append(oneLine(reason)).append(" |");
        for (Reading reading : report.readings()) {
            line.append(' ').append(reading.path()).append('=');
            line.append(oneLine(reading.value().toString()));
            if (line.length() > MAX_LINE) {
                line.setLength(MAX_LINE);
                line.append("... of ").append(report.readings().size()).append(" readings");
                break;
            }
        }
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Files.size(file) + bytes.length > maxBytes / 2) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
