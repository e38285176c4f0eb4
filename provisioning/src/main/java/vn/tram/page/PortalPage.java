package vn.tram.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;

/**
 * The page that people on the free Wi-Fi see: one file, everything inside, no script, no image and no other host. Pure.
 */
public final class PortalPage {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MM/yyyy").withZone(VIETNAM);
    private static final String CSS = css();
    private static final String MARK =
            "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\""
                    + " stroke-linecap=\"round\"><path d=\"M5 9a10 10 0 0 1 14 0M8 12.5a6 6 0 0 1 8 0\"/>"
                    + "<path d=\"M12 16v5M9 21h6\"/><circle cx=\"12\" cy=\"16\" r=\"1\" fill=\"currentColor\"/></svg>";

    private PortalPage() {}

    /**
     * @param content what the centre published
     * @param revision of that content; 0 for none yet
     * @param station the hotspot's name
     * @param language {@code vi} or {@code en}; anything else is Vietnamese
     * @param online whether the hotspot reaches the centre now
     * @return HTML in UTF-8
     */
    public static String render(PortalContent content, long revision, String station, String language, boolean online) {
        Texts texts = Texts.in(language);
        StringBuilder html = new StringBuilder(8192);
        html.append("<!doctype html><html lang=\"")
                .append(texts.language())
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escape(texts.get("title")))
                .append("</title><style>")
                .append(CSS)
                .append("</style></head><body>");
        header(html, texts, content);
        if (!online) {
            html.append("<p class=\"warn\" role=\"status\">")
                    .append(escape(texts.get("offline")))
                    .append("</p>");
        }
        announcements(html, texts, content);
        emergency(html, texts);
        html.append("</main><footer class=\"soft\">")
                .append(escape(texts.get("foot", station, Long.toString(revision))))
                .append("</footer></body></html>");
        return html.toString();
    }

    /** The text of the page's one style element, for whoever must allow it by its hash. */
    public static String styleSheet() {
        return CSS;
    }

    private static void header(StringBuilder html, Texts texts, PortalContent content) {
        html.append("<header><span class=\"mark\">")
                .append(MARK)
                .append("<span>")
                .append(escape(content.province()))
                .append("</span></span><nav aria-label=\"")
                .append(escape(texts.get("language")))
                .append("\"><a href=\"?lang=")
                .append(texts.get("other.lang"))
                .append("\" hreflang=\"")
                .append(texts.get("other.lang"))
                .append("\" lang=\"")
                .append(texts.get("other.lang"))
                .append("\">")
                .append(escape(texts.get("other")))
                .append("</a></nav></header><main><h1>")
                .append(escape(texts.get("welcome", content.province())))
                .append("</h1><p>")
                .append(escape(texts.get("free")))
                .append("</p>");
    }

    private static void announcements(StringBuilder html, Texts texts, PortalContent content) {
        html.append("<h2>").append(escape(texts.get("announcements"))).append("</h2>");
        if (content.announcements().isEmpty()) {
            html.append("<p class=\"soft\">").append(escape(texts.get("none"))).append("</p>");
        }
        for (Announcement announcement : content.announcements()) {
            Announcement.Text text = announcement.in(texts.language());
            boolean untranslated = texts.language().equals("en") && announcement.english() == null;
            html.append(untranslated ? "<article lang=\"vi\"><h3>" : "<article><h3>")
                    .append(escape(text.title()))
                    .append("</h3><time datetime=\"")
                    .append(announcement.publishedAt())
                    .append(untranslated ? "\" lang=\"en\">" : "\">")
                    .append(escape(texts.get("published", DATE.format(announcement.publishedAt()))))
                    .append("</time>");
            for (String paragraph : text.body().split("\n\\s*\n")) {
                if (!paragraph.isBlank()) {
                    html.append("<p>")
                            .append(escape(paragraph.strip()).replace("\n", "<br>"))
                            .append("</p>");
                }
            }
            html.append("</article>");
        }
    }

    private static void emergency(StringBuilder html, Texts texts) {
        html.append("<h2>").append(escape(texts.get("emergency"))).append("</h2><dl class=\"card\">");
        number(html, texts.get("police"), "113");
        number(html, texts.get("fire"), "114");
        number(html, texts.get("ambulance"), "115");
        number(html, texts.get("rescue"), "112");
        html.append("</dl>");
    }

    private static void number(StringBuilder html, String label, String number) {
        html.append("<div><dt>")
                .append(escape(label))
                .append("</dt><dd><a href=\"tel:")
                .append(number)
                .append("\">")
                .append(number)
                .append("</a></dd></div>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String css() {
        try (InputStream in = Texts.open("/page/portal.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException("portal: cannot read its style sheet", e);
        }
    }
}
