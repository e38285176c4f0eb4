package vn.tram.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A process and those it started, looked at from outside (Linux's {@code /proc}). */
final class Processes {

    private static final double KB_IN_MB = 1024;
    private static final double TICKS_A_SECOND = 100;

    /** Where a thread's {@code stat} says it, counted from the field after its name. */
    private static final int USER_TICKS = 11;

    private final ProcessHandle first;

    Processes(ProcessHandle first) {
        this.first = first;
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(first), first.descendants());
    }

    /** User and system time of those that live, in seconds. */
    double cpuSeconds() {
        return all().map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    /** Resident memory of all of them together. */
    double rssMb() {
        return all().mapToLong(process -> kilobytes(process.pid(), "VmRSS:")).sum() / KB_IN_MB;
    }

    /** Memory that no file backs: what would be short on a small machine. */
    double anonymousMb() {
        return all().mapToLong(process -> kilobytes(process.pid(), "RssAnon:")).sum() / KB_IN_MB;
    }

    /** CPU time of this program's compiler threads until now, which a program that runs for days no longer takes. */
    static double compilerSeconds() throws IOException {
        long ticks = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                ticks += compilerTicks(thread);
            }
        }
        return ticks / TICKS_A_SECOND;
    }

    private static long compilerTicks(Path thread) {
        try {
            if (!Files.readString(thread.resolve("comm")).contains("CompilerThre")) {
                return 0;
            }
            String stat = Files.readString(thread.resolve("stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(afterName[USER_TICKS]) + Long.parseLong(afterName[USER_TICKS + 1]);
        } catch (IOException e) {
            return 0; // it has ended in between
        }
    }

    private static long kilobytes(long pid, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended in between
        }
    }
}
