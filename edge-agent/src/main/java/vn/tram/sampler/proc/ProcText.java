package vn.tram.sampler.proc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the texts of Linux's {@code /proc} mean (proc(5)). Each method throws for a text that it cannot understand. */
final class ProcText {

    private ProcText() {}

    /** A text of {@code /proc} is not what proc(5) says. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String what, String rule, String value) {
            super(what + ": must be " + rule + ", was " + shortened(value));
        }

        private static String shortened(String value) {
            return value.length() <= 80 ? value : value.substring(0, 80) + "…";
        }
    }

    /** Whole seconds of {@code /proc/uptime}. */
    static long uptimeSeconds(String text) throws MalformedException {
        return (long) number("uptime", text.strip().split(" ")[0]);
    }

    /** The one-minute load of {@code /proc/loadavg}. */
    static double load(String text) throws MalformedException {
        return number("load", text.strip().split(" ")[0]);
    }

    /**
     * {@code /proc/meminfo} in kB.
     *
     * @param available what programs can still take; kernels before 3.14 do not say, and it is estimated
     */
    record Memory(long total, long available) {}

    static Memory memory(String text) throws MalformedException {
        Map<String, Long> values = new HashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String[] words = line.substring(colon + 1).strip().split("\\s+");
                values.put(line.substring(0, colon), whole(line.substring(0, colon), words[0]));
            }
        }
        Long total = values.get("MemTotal");
        if (total == null) {
            throw new MalformedException("memory", "a text with MemTotal", text);
        }
        long free = values.getOrDefault("MemFree", 0L)
                + values.getOrDefault("Buffers", 0L)
                + values.getOrDefault("Cached", 0L);
        return new Memory(total, values.getOrDefault("MemAvailable", free));
    }

    /** Ticks of all processors since the start, from the first line of {@code /proc/stat}. */
    record Ticks(long busy, long all) {

        /** Per cent of the time since {@code before}, or null when no time has passed. */
        @Nullable
        Double busySince(Ticks before) {
            long passed = all - before.all;
            double share = (busy - before.busy) * 100.0 / Math.max(1, passed);
            return passed <= 0 ? null : Math.max(0, Math.min(100, share));
        }
    }

    static Ticks ticks(String text) throws MalformedException {
        String[] words = text.split("\n", 2)[0].split("\\s+");
        if (!words[0].equals("cpu") || words.length < 5) {
            throw new MalformedException("processor times", "cpu and at least 4 numbers", text);
        }
        long all = 0;
        // Guests' time (the 9th and 10th number) is within that of user and nice.
        for (int i = 1; i < Math.min(words.length, 9); i++) {
            all += whole("processor time", words[i]);
        }
        long idle = whole("idle time", words[4]) + (words.length > 5 ? whole("wait", words[5]) : 0);
        return new Ticks(all - idle, all);
    }

    /** Counters of one interface in {@code /proc/net/dev}. */
    record Counters(long inOctets, long inErrors, long inDiscards, long outOctets, long outErrors, long outDiscards) {}

    /** By the name of the interface. */
    static Map<String, Counters> counters(String text) throws MalformedException {
        Map<String, Counters> counters = new HashMap<>();
        for (String line : text.split("\n")) {
            // Names of old aliases have colons themselves: eth0:1.
            int colon = line.lastIndexOf(':');
            if (colon > 0 && !line.contains("|")) {
                String[] words = line.substring(colon + 1).strip().split("\\s+");
                if (words.length < 16) {
                    throw new MalformedException("counters of an interface", "16 numbers", line);
                }
                long[] n = new long[16];
                for (int i = 0; i < n.length; i++) {
                    n[i] = whole("counter of an interface", words[i]);
                }
                counters.put(line.substring(0, colon).strip(), new Counters(n[0], n[2], n[3], n[8], n[10], n[11]));
            }
        }
        return counters;
    }

    /** The default route with the lowest metric. */
    record Route(String name, String gateway) {}

    /** From {@code /proc/net/route}; null when there is no default route. */
    static @Nullable Route defaultRoute(String text) throws MalformedException {
        Route best = null;
        long bestMetric = Long.MAX_VALUE;
        for (String line : text.split("\n")) {
            String[] words = line.strip().split("\\s+");
            boolean isDefault = words.length >= 8 && words[1].equals("00000000") && words[7].equals("00000000");
            if (isDefault) {
                long metric = whole("metric", words[6]);
                if (metric < bestMetric) {
                    best = new Route(words[0], address(words[2]));
                    bestMetric = metric;
                }
            }
        }
        return best;
    }

    private static String address(String hex) throws MalformedException {
        try {
            long value = Long.parseLong(hex, 16);
            return (value & 255) + "." + (value >> 8 & 255) + "." + (value >> 16 & 255) + "." + (value >> 24 & 255);
        } catch (NumberFormatException e) {
            throw new MalformedException("gateway", "8 hexadecimal digits", hex);
        }
    }

    /** Signal of one radio in {@code /proc/net/wireless}: quality as the driver scales it, level in dBm. */
    record Signal(long quality, long level) {}

    /** By the name of the interface. */
    static Map<String, Signal> signals(String text) throws MalformedException {
        Map<String, Signal> signals = new HashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.contains("|")) {
                String[] words = line.substring(colon + 1).strip().split("\\s+");
                if (words.length < 3) {
                    throw new MalformedException("signal", "status, link, level", line);
                }
                long quality = whole("quality", words[1].replaceFirst("\\.$", ""));
                long level = whole("level", words[2].replaceFirst("\\.$", ""));
                signals.put(line.substring(0, colon).strip(), new Signal(quality, level));
            }
        }
        return signals;
    }

    /** The value of {@code key} in a file like {@code /etc/os-release}, without its quotes; null when it is not there. */
    static @Nullable String osRelease(String text, String key) {
        for (String line : text.split("\n")) {
            if (line.startsWith(key + "=")) {
                return line.substring(key.length() + 1).strip().replaceAll("^[\"']|[\"']$", "");
            }
        }
        return null;
    }

    private static double number(String what, String word) throws MalformedException {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new MalformedException(what, "a number", word);
        }
    }

    private static long whole(String what, String word) throws MalformedException {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new MalformedException(what, "a whole number", word);
        }
    }
}
