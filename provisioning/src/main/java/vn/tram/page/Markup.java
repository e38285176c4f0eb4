package vn.tram.page;

/** Grows a page's HTML. Everything that is not markup of ours goes through {@link #text}. Not for several threads. */
final class Markup {

    private final StringBuilder html = new StringBuilder(12_288);

    /** Markup of our own. */
    Markup raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Whatever somebody wrote; safe in attributes in double quotes too. */
    Markup text(String text) {
        html.append(escape(text));
        return this;
    }

    /** An element without attributes. */
    Markup element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    /** Plain text: an empty line parts paragraphs. */
    Markup paragraphs(String body) {
        for (String paragraph : body.split("\n\\s*\n")) {
            if (!paragraph.isBlank()) {
                raw("<p>").raw(escape(paragraph.strip()).replace("\n", "<br>")).raw("</p>");
            }
        }
        return this;
    }

    Markup hidden(String name, String value) {
        return raw("<input type=\"hidden\" name=\"" + name + "\" value=\"")
                .text(value)
                .raw("\">");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
