package vn.tram.cabinet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;

/** Temperature and battery, by the kernel's drivers; what each cannot tell is left out. */
final class Sensors {

    /** Of a DS18B20 that has not measured yet. */
    private static final int POWER_ON_MILLIDEGREES = 85_000;

    private static final double MICRO = 1e6;
    private static final long LOW_PERCENT = 20;
    /** Kernel: drivers/w1/slaves/w1_therm.c; the checksum's verdict, then thousandths of a degree Celsius. */
    private static final Pattern W1 = Pattern.compile("(?s).*crc=[0-9a-f]+ YES.*t=(-?\\d+)\\s*");

    private Sensors() {}

    /** @throws IOException says what is wrong with the thermometer's answer */
    static List<Reading> temperature(Path folder) throws IOException {
        Path file = folder.resolve("w1_slave");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher found = W1.matcher(text);
        if (!found.matches()) {
            throw new IOException(file + ": must have a right checksum and a temperature, was " + text.strip());
        }
        int thousandths = Integer.parseInt(found.group(1));
        if (thousandths == POWER_ON_MILLIDEGREES) {
            throw new IOException(file + ": says 85 °C, which is what it says before it has measured");
        }
        return List.of(
                Reading.of(3303, 0, 5700, thousandths / 1e3),
                Reading.of(3303, 0, 5701, "Cel"),
                Reading.of(3303, 0, 5750, "cabinet"));
    }

    /**
     * @param mainsFailed null when it is not known
     * @throws IOException when the driver does not tell the charge
     */
    static List<Reading> battery(Path folder, @Nullable Boolean mainsFailed) throws IOException {
        Long percent = number(folder.resolve("capacity"));
        if (percent == null) {
            throw new IOException(folder.resolve("capacity") + ": must be the charge in per cent");
        }
        List<Reading> readings = new ArrayList<>();
        readings.add(Reading.of(3411, 0, 1, percent));
        readings.add(Reading.of(3411, 0, 6, percent < LOW_PERCENT));
        Long microvolts = number(folder.resolve("voltage_now"));
        if (microvolts != null) {
            readings.add(Reading.of(3411, 0, 3, microvolts / MICRO));
            readings.add(Reading.of(3316, 0, 5700, microvolts / MICRO));
            readings.add(Reading.of(3316, 0, 5701, "V"));
            readings.add(Reading.of(3316, 0, 5750, "battery"));
        }
        Boolean lost = mainsFailed != null ? mainsFailed : discharging(folder);
        if (lost != null) {
            readings.add(Reading.of(3411, 0, 9, lost));
        }
        return readings;
    }

    private static @Nullable Boolean discharging(Path folder) throws IOException {
        Path status = folder.resolve("status");
        return Files.exists(status)
                ? Files.readString(status, StandardCharsets.ISO_8859_1).strip().equals("Discharging")
                : null;
    }

    private static @Nullable Long number(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": must be a whole number, was " + text, e);
        }
    }
}
