package vn.tram.stamp;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names of the differentiated services code points (the registry of RFC 2474, with RFC 5865 and RFC 8622). */
public final class Dscp {

    public static final int MOST = 63;

    private static final Map<String, Integer> BY_NAME = new TreeMap<>();
    private static final Map<Integer, String> BY_NUMBER = new TreeMap<>();

    static {
        for (int selector = 0; selector < 8; selector++) {
            known("CS" + selector, selector << 3);
        }
        for (int behaviour = 1; behaviour <= 4; behaviour++) {
            for (int drop = 1; drop <= 3; drop++) {
                known("AF" + behaviour + drop, behaviour << 3 | drop << 1);
            }
        }
        known("EF", 46);
        known("VA", 44);
        known("LE", 1);
        BY_NAME.put("BE", 0);
        BY_NAME.put("DF", 0);
    }

    private Dscp() {}

    private static void known(String name, int number) {
        BY_NAME.put(name, number);
        BY_NUMBER.put(number, name);
    }

    /** By name, in any case, or by number; null when it is none. */
    public static @Nullable Integer parse(String text) {
        if (text.matches("[0-9]{1,2}")) {
            int number = Integer.parseInt(text);
            return number <= MOST ? (Integer) number : null;
        }
        return BY_NAME.get(text.toUpperCase(Locale.ROOT));
    }

    /** Such as EF, or the number where there is no name. */
    public static String name(int dscp) {
        return BY_NUMBER.getOrDefault(dscp, Integer.toString(dscp));
    }
}
