package vn.tram.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.function.Consumer;

/** What every page of the portal has around it: one file, everything inside, no script, no image, no other host. */
final class Frame {

    static final String CSS = css();

    private static final String MARK =
            "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\""
                    + " stroke-linecap=\"round\"><path d=\"M5 9a10 10 0 0 1 14 0M8 12.5a6 6 0 0 1 8 0\"/>"
                    + "<path d=\"M12 16v5M9 21h6\"/><circle cx=\"12\" cy=\"16\" r=\"1\" fill=\"currentColor\"/></svg>";

    private Frame() {}

    /**
     * @param title of the page, before the portal's own
     * @param path that the language switch leads to, such as {@code /rules}
     * @param main writes what is between the header and the footer, which must begin with an h1
     * @return HTML in Unicode's NFC
     */
    static String page(Place place, String title, String path, Consumer<Markup> main) {
        Texts texts = Texts.in(place.language());
        Markup html = new Markup();
        html.raw("<!doctype html><html lang=\"" + texts.language() + "\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .raw("<meta name=\"format-detection\" content=\"telephone=no\"><title>")
                .text(title.isEmpty() ? texts.get("title") : title + " · " + texts.get("title"))
                .raw("</title><style>")
                .raw(CSS)
                .raw("</style></head><body>");
        header(html, texts, place, path);
        html.raw("<main>");
        main.accept(html);
        html.raw("</main><footer class=\"soft\">")
                .text(texts.get("foot", place.station(), Long.toString(place.revision())))
                .raw("</footer></body></html>");
        return Normalizer.normalize(html.toString(), Normalizer.Form.NFC);
    }

    private static void header(Markup html, Texts texts, Place place, String path) {
        String other = texts.get("other.lang");
        html.raw("<header><span class=\"mark\">" + MARK + "<span>")
                .text(place.province())
                .raw("</span></span><nav aria-label=\"")
                .text(texts.get("language"))
                .raw("\"><a href=\"" + path + "?lang=" + other + "\" hreflang=\"" + other + "\" lang=\"" + other
                        + "\">")
                .text(texts.get("other"))
                .raw("</a></nav></header>");
    }

    /** Says how the way out is, unless it is good. */
    static void line(Markup html, Texts texts, Place place) {
        Line line = place.line();
        if (line.state() == Line.State.GOOD) {
            return;
        }
        html.raw(line.isCut() ? "<div class=\"warn cut\" role=\"status\">" : "<div class=\"warn\" role=\"status\">");
        if (line.isCut()) {
            html.element("strong", texts.get("line.cut"));
        }
        html.raw("<p>").text(texts.get("line." + line.state()));
        Instant since = line.since();
        if (since != null) {
            html.raw(" ").text(texts.get("line.since", When.moment(since, texts)));
        }
        html.raw("</p></div>");
    }

    /** A form whose one button is the whole of it. */
    static void button(Markup html, Texts texts, String action, String seal, String label, String style) {
        html.raw("<form method=\"post\" action=\"" + action + "\">")
                .hidden("seal", seal)
                .hidden("lang", texts.language())
                .raw("<button class=\"" + style + "\">")
                .text(label)
                .raw("</button></form>");
    }

    /** A form that asks for one short text. */
    static void field(Markup html, Texts texts, String action, String seal, String name, String value, String style) {
        html.raw("<form method=\"post\" action=\"" + action + "\">")
                .hidden("seal", seal)
                .hidden("lang", texts.language())
                .raw("<label for=\"" + name + "\">")
                .text(texts.get(name + ".label"))
                .raw("</label><input id=\"" + name + "\" name=\"" + name + "\" value=\"")
                .text(value)
                .raw("\" required maxlength=\"40\" autocomplete=\"off\" autocapitalize=\"characters\""
                        + " spellcheck=\"false\" aria-describedby=\"" + name + "-hint\"><p class=\"soft\" id=\"" + name
                        + "-hint\">")
                .text(texts.get(name + ".hint"))
                .raw("</p><button class=\"" + style + "\">")
                .text(texts.get(name + ".button"))
                .raw("</button></form>");
    }

    static void emergency(Markup html, Texts texts) {
        html.element("h2", texts.get("emergency")).raw("<dl class=\"card\">");
        number(html, texts.get("police"), "113");
        number(html, texts.get("fire"), "114");
        number(html, texts.get("ambulance"), "115");
        number(html, texts.get("rescue"), "112");
        html.raw("</dl>");
    }

    private static void number(Markup html, String label, String number) {
        html.raw("<div>").element("dt", label).raw("<dd><a href=\"tel:" + number + "\">" + number + "</a></dd></div>");
    }

    private static String css() {
        try (InputStream in = Texts.open("/page/portal.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException("portal: cannot read its style sheet", e);
        }
    }
}
