package vn.tram.page;

import io.nayuki.qrcodegen.QrCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.Terms;

/** The portal's pages behind the first one. Each is one file without script, image or other host. Pure. */
public final class OtherPages {

    private static final int QUIET = 4;

    private OtherPages() {}

    /**
     * What somebody who is in has.
     *
     * @param left of the time
     * @param until the same by the clock
     * @param bytesLeft of the quota; null without one
     * @param word by which the person comes back with another device address; empty for none
     * @param link that holds the word, for another device to read
     * @param seal hidden value of the forms
     */
    public record Visit(
            Duration left, Instant until, @Nullable Long bytesLeft, String word, String link, String seal) {}

    /** After the door is open, and never before. */
    public static String welcome(Place place, PortalContent content, Visit visit) {
        Texts texts = Texts.in(place.language());
        return Frame.page(place, texts.get("in"), "/welcome", html -> {
            html.raw("<div class=\"done\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\""
                            + " stroke=\"currentColor\" stroke-width=\"2.5\" stroke-linecap=\"round\""
                            + " stroke-linejoin=\"round\"><circle cx=\"12\" cy=\"12\" r=\"10\"/>"
                            + "<path d=\"m7.5 12.5 3 3 6-7\"/></svg>")
                    .element("h1", texts.get("in"))
                    .raw("<p>")
                    .text(texts.get("left", When.duration(visit.left(), texts), When.moment(visit.until(), texts)));
            Long bytes = visit.bytesLeft();
            if (bytes != null) {
                html.raw("<br>").text(texts.get("left.bytes", When.bytes(bytes, texts)));
            }
            html.raw("</p></div>");
            Frame.line(html, texts, place);
            if (!visit.word().isEmpty()) {
                word(html, texts, visit);
            }
            Frame.button(html, texts, "/logout", visit.seal(), texts.get("leave"), "plain");
            List<Announcement> all = content.announcements();
            if (!all.isEmpty()) {
                html.element("h2", texts.get("announcements"));
                PortalPage.announcement(html, texts, all.get(0));
                if (all.size() > 1) {
                    html.raw("<p><a href=\"/announcements?lang=" + texts.language() + "\">")
                            .text(texts.get("more", "" + (all.size() - 1)))
                            .raw("</a></p>");
                }
            }
            html.raw("<div class=\"help\">");
            Frame.button(html, texts, "/broken", visit.seal(), texts.get("broken"), "plain");
            html.raw("</div>");
        });
    }

    private static void word(Markup html, Texts texts, Visit visit) {
        html.raw("<section class=\"card word\"><div>")
                .element("h2", texts.get("word.title"))
                .raw("<p class=\"code\">")
                .text(visit.word())
                .raw("</p><p class=\"soft\">")
                .text(texts.get("word.why"))
                .raw("</p></div>")
                .raw(qr(visit.link(), texts.get("word.qr")))
                .raw("</section>");
    }

    /** Dark on light in the dark too, for many readers know no other. */
    private static String qr(String text, String label) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; ) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M')
                            .append(from)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(x - from);
                } else {
                    x++;
                }
            }
        }
        int side = code.size + 2 * QUIET;
        return "<svg class=\"qr\" role=\"img\" aria-label=\"" + Markup.escape(label) + "\" viewBox=\"-" + QUIET + " -"
                + QUIET + ".5 " + side + " " + side + "\" shape-rendering=\"crispEdges\"><path stroke=\"#000\" d=\""
                + path
                + "\"/></svg>";
    }

    /** The rules of use, whole. */
    public static String rules(Place place, Terms terms) {
        Texts texts = Texts.in(place.language());
        String title = terms.in(texts.language()).title();
        return Frame.page(
                place,
                title,
                "/rules",
                html -> html.element("h1", title)
                        .raw("<p class=\"soft\">")
                        .text(texts.get(
                                "terms.version",
                                "" + terms.version(),
                                terms.hash().substring(0, 12)))
                        .raw("</p><article>")
                        .paragraphs(terms.in(texts.language()).body())
                        .raw("</article>")
                        .raw(back(texts)));
    }

    public static String announcements(Place place, PortalContent content) {
        Texts texts = Texts.in(place.language());
        return Frame.page(place, texts.get("announcements"), "/announcements", html -> {
            html.element("h1", texts.get("welcome", place.province())).element("h2", texts.get("announcements"));
            content.announcements().forEach(one -> PortalPage.announcement(html, texts, one));
            html.raw(back(texts));
        });
    }

    /** Something was refused; the way on is a link, which makes a new form. */
    public static String trouble(Place place, Trouble trouble) {
        Texts texts = Texts.in(place.language());
        return Frame.page(
                place,
                texts.get("trouble"),
                "/",
                html -> html.element("h1", texts.get("trouble"))
                        .raw("<p class=\"warn\" role=\"alert\">")
                        .text(texts.get("trouble." + trouble))
                        .raw("</p>")
                        .raw(back(texts)));
    }

    /** That was noted: {@code broken} or {@code report}. */
    public static String thanks(Place place, String what) {
        Texts texts = Texts.in(place.language());
        return Frame.page(
                place,
                texts.get("thanks"),
                "/",
                html -> html.element("h1", texts.get("thanks"))
                        .raw("<p>")
                        .text(texts.get("thanks." + what))
                        .raw("</p>")
                        .raw(back(texts)));
    }

    public static String left(Place place) {
        Texts texts = Texts.in(place.language());
        return Frame.page(
                place,
                texts.get("out"),
                "/",
                html -> html.element("h1", texts.get("out"))
                        .raw("<p>")
                        .text(texts.get("out.text"))
                        .raw("</p>")
                        .raw(back(texts)));
    }

    /**
     * Where people tell the centre what is wrong.
     *
     * @param message what somebody wrote that was refused, to be mended; empty at first
     */
    public static String report(Place place, String seal, String message, @Nullable Trouble trouble) {
        Texts texts = Texts.in(place.language());
        return Frame.page(place, texts.get("report"), "/report", html -> {
            html.element("h1", texts.get("report"));
            if (trouble != null) {
                html.raw("<p class=\"warn\" role=\"alert\">")
                        .text(texts.get("trouble." + trouble))
                        .raw("</p>");
            }
            Frame.line(html, texts, place);
            html.raw("<form class=\"card\" method=\"post\" action=\"/report\">")
                    .hidden("seal", seal)
                    .hidden("lang", texts.language())
                    .raw("<label for=\"message\">")
                    .text(texts.get("report.label"))
                    .raw("</label><textarea id=\"message\" name=\"message\" rows=\"5\" maxlength=\"500\" required"
                            + " aria-describedby=\"message-hint\">")
                    .text(message)
                    .raw("</textarea><p class=\"soft\" id=\"message-hint\">")
                    .text(texts.get("report.hint"))
                    .raw("</p><button class=\"go\">")
                    .text(texts.get("report.send"))
                    .raw("</button></form>")
                    .raw(back(texts));
        });
    }

    private static String back(Texts texts) {
        return "<p><a class=\"quiet\" href=\"/?lang=" + texts.language() + "\">" + Markup.escape(texts.get("back"))
                + "</a></p>";
    }
}
