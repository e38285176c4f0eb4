package vn.tram.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a controller has in its sample files of one endpoint, read by SQL beside the running controller.
 *
 * @param rows readings in all, each as often as it is there
 * @param times uptime and device time of each {@code boot sequence}
 * @param readings of each, as {@code path value}
 */
record StoredReadings(int rows, Map<String, String> times, Map<String, Set<String>> readings) {

    private static final String ALL =
            "SELECT boot, sequence, uptime_ms, device_time, path, value FROM readings WHERE endpoint = ?";

    static StoredReadings of(Path data, String endpoint) throws IOException, SQLException {
        Map<String, String> times = new HashMap<>();
        Map<String, Set<String>> readings = new HashMap<>();
        int rows = 0;
        for (Path file : files(data)) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    PreparedStatement all = connection.prepareStatement(ALL)) {
                all.setString(1, endpoint);
                ResultSet row = all.executeQuery();
                while (row.next()) {
                    rows++;
                    String report = row.getLong(1) + " " + row.getLong(2);
                    times.put(report, row.getLong(3) + " " + row.getLong(4));
                    readings.computeIfAbsent(report, first -> new HashSet<>())
                            .add(Journal.normal(row.getString(5) + " " + row.getString(6)));
                }
            }
        }
        return new StoredReadings(rows, times, readings);
    }

    /** Whether the uptime of each run grows with the sequence, as the device saw it. */
    boolean inOrder() {
        Map<String, TreeMap<Long, Long>> runs = new HashMap<>();
        times.forEach((report, time) -> runs.computeIfAbsent(word(report, 0), first -> new TreeMap<>())
                .put(Long.parseLong(word(report, 1)), Long.parseLong(word(time, 0))));
        return runs.values().stream()
                .allMatch(run -> List.copyOf(run.values())
                        .equals(run.values().stream().sorted().toList()));
    }

    private static String word(String text, int index) {
        return text.split(" ")[index];
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().matches("samples-.*\\.db"))
                    .sorted()
                    .toList();
        }
    }
}
