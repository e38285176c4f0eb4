package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledStoreIT {

    private static final int KILLS = 8;

    @TempDir
    Path folder;

    @Test
    void every_answered_reading_is_there_once_with_its_time_however_often_the_program_is_killed() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<Long> answered = new TreeSet<>();
        for (int i = 0; i < KILLS; i++) {
            long next = answered.isEmpty() ? 1 : Math.max(1, answered.last() - 50);
            runUntilKilled(next, 1 + random.nextInt(2000), answered);
        }
        new StoreFixture(folder).close();

        long stored = 0;
        TreeSet<Long> found = new TreeSet<>();
        for (Path file : FileNames.SAMPLES.in(folder).values()) {
            for (String row : sql(
                    file,
                    "SELECT sequence FROM readings WHERE path = '/42769/1/9' AND value = sequence"
                            + " AND device_time = 1780000000000 + sequence AND uptime_ms = sequence"
                            + " AND endpoint = 'node-' || (sequence % 10)")) {
                found.add(Long.valueOf(row));
            }
            stored += Long.parseLong(sql(file, "SELECT count(*) FROM readings").get(0));
        }
        assertTrue(answered.size() > KILLS, "seed " + seed);
        assertTrue(found.containsAll(answered), "seed " + seed);
        assertEquals(2L * found.size(), stored, "seed " + seed);
    }

    /** Kills the program with SIGKILL after so many answers; those that were on their way still count. */
    private void runUntilKilled(long first, int answers, Set<Long> answered) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingChild.class.getName(),
                        folder.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = child.inputReader()) {
            int seen = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("[0-9]+")) {
                    answered.add(Long.valueOf(line));
                    if (++seen == answers) {
                        // Unlike Process, its handle leaves the pipe open for what is still in it.
                        child.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            child.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }
}
