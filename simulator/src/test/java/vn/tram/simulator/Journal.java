package vn.tram.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an agent wrote down outside its outbox: {@code @ BOOT SEQUENCE UPTIME DEVICE-TIME} and {@code + BOOT SEQUENCE PATH
 * VALUE} before a report went in, {@code = BOOT SEQUENCE} after. A killed agent leaves a torn line at most.
 *
 * @param times uptime and device time of each {@code boot sequence}
 * @param readings of each, as {@code path value}
 * @param appended those that the outbox has taken
 */
record Journal(Map<String, String> times, Map<String, Set<String>> readings, Set<String> appended) {

    static Journal read(Path file) throws IOException {
        Journal journal = new Journal(new HashMap<>(), new HashMap<>(), new HashSet<>());
        String text = Files.exists(file) ? Files.readString(file) : "";
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(journal::add);
        return journal;
    }

    private void add(String line) {
        String[] words = line.split(" ", 4);
        String report = words[1] + " " + words[2];
        switch (words[0]) {
            case "@" -> times.put(report, words[3]);
            case "+" ->
                readings.computeIfAbsent(report, first -> new HashSet<>()).add(normal(words[3]));
            case "=" -> appended.add(report);
            default -> throw new AssertionError("what is " + line);
        }
    }

    /** {@code path value} with numbers in one form. */
    static String normal(String reading) {
        int space = reading.indexOf(' ');
        String value = reading.substring(space + 1);
        return value.matches("-?[0-9]+([.][0-9]+)?(E-?[0-9]+)?")
                ? reading.substring(0, space + 1) + Double.parseDouble(value)
                : reading;
    }
}
