package vn.tram.page;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few marks of Markdown that an announcement may have: paragraphs, {@code ## headings}, lists with {@code -} or {@code
 * 1.}, {@code **bold**}, and {@code [text](https://address)}, which is written out too, because the systems' small browsers
 * may not open it. Everything else is text as it stands.
 */
final class Marked {

    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*\\n]{1,500})\\*\\*");
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\]\\n]{1,200})\\]\\(((?:https?://|tel:)[^\\s()<>\"']{1,300})\\)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}\\. .*");

    private Marked() {}

    static void put(Markup html, String body) {
        for (String block : body.split("\n\\s*\n")) {
            if (!block.isBlank()) {
                block(html, block.strip().lines().map(String::strip).toList());
            }
        }
    }

    private static void block(Markup html, List<String> lines) {
        String first = lines.get(0);
        if (first.startsWith("## ")) {
            html.raw("<h4>" + inline(first.substring(3)) + "</h4>");
            if (lines.size() > 1) {
                block(html, lines.subList(1, lines.size()));
            }
        } else if (lines.stream().allMatch(line -> line.startsWith("- "))) {
            list(html, "ul", lines, 2);
        } else if (lines.stream().allMatch(line -> NUMBER.matcher(line).matches())) {
            list(html, "ol", lines, -1);
        } else {
            html.raw("<p>"
                    + String.join("<br>", lines.stream().map(Marked::inline).toList()) + "</p>");
        }
    }

    /** @param skip how many characters the mark has; -1 for up to the first blank */
    private static void list(Markup html, String element, List<String> lines, int skip) {
        html.raw("<" + element + ">");
        for (String line : lines) {
            String item = line.substring(skip < 0 ? line.indexOf(' ') + 1 : skip);
            html.raw("<li>" + inline(item) + "</li>");
        }
        html.raw("</" + element + ">");
    }

    private static String inline(String text) {
        Matcher link = LINK.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (link.find()) {
            out.append(bold(text.substring(from, link.start())));
            String address = Markup.escape(link.group(2));
            String shown = link.group(2).replaceFirst("^(https?://|tel:)", "");
            out.append("<a href=\"")
                    .append(address)
                    .append("\">")
                    .append(bold(link.group(1)))
                    .append("</a>");
            if (!shown.equals(link.group(1))) {
                out.append(" (").append(Markup.escape(shown)).append(')');
            }
            from = link.end();
        }
        return out.append(bold(text.substring(from))).toString();
    }

    private static String bold(String text) {
        return BOLD.matcher(Markup.escape(text)).replaceAll("<strong>$1</strong>");
    }
}
