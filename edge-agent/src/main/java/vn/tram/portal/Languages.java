package vn.tram.portal;

import java.util.Locale;

/** Which of the portal's two languages a person reads, from {@code Accept-Language} (RFC 9110, section 12.5.4). */
final class Languages {

    private static final int MAX_RANGES = 16;

    private Languages() {}

    /** Vietnamese, unless English is preferred, or is the only one of both. */
    static String preferred(String accept) {
        double vietnamese = -1;
        double english = -1;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", MAX_RANGES)) {
            String[] parts = range.split(";", 2);
            String tag = parts[0].strip();
            double weight = parts.length == 1 ? 1 : weight(parts[1].replace(" ", ""));
            if (tag.equals("vi") || tag.startsWith("vi-")) {
                vietnamese = Math.max(vietnamese, weight);
            } else if (tag.equals("en") || tag.startsWith("en-")) {
                english = Math.max(english, weight);
            }
        }
        return english > 0 && english > vietnamese ? "en" : "vi";
    }

    private static double weight(String parameter) {
        return parameter.matches("q=[01](\\.[0-9]{0,3})?") ? Double.parseDouble(parameter.substring(2)) : 0;
    }
}
