package vn.tram.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.tram.bundle.PolicyFile;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.document.PortalPolicy.WayIn;
import vn.tram.document.Terms;

/**
 * The first page that people on the free Wi-Fi see: who offers it, the rules, the way in, and the announcements. At most
 * {@value #MAX_BYTES} bytes, so that it comes in one round trip of a new connection (RFC 6928). Pure.
 */
public final class PortalPage {

    /** What one initial window of TCP carries, with room for the headers of the answer. */
    public static final int MAX_BYTES = 13_500;

    private PortalPage() {}

    /**
     * As a person who has not come in sees it, for a preview.
     *
     * @param content what the centre published
     * @param revision of that content; 0 for none yet
     * @param station the hotspot's name
     * @param language {@code vi} or {@code en}; anything else is Vietnamese
     * @param online whether the hotspot reaches the centre now
     * @return HTML in UTF-8
     */
    public static String render(PortalContent content, long revision, String station, String language, boolean online) {
        Line line = online ? Line.GOOD : new Line(Line.State.CENTRE_AWAY, null);
        Place place = new Place(content.province(), station, revision, language, line);
        return render(new Front(place, content, PolicyFile.standard(), "", null, "", false));
    }

    /** What does not fit is left for {@code /announcements} and {@code /rules}, and a link says so. */
    public static String render(Front front) {
        List<Announcement> all = front.content().announcements();
        boolean wholeTerms = true;
        int shown = all.size();
        while (true) {
            String html = render(front, all.subList(0, shown), wholeTerms);
            if (html.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES || shown == 0 && !wholeTerms) {
                return html;
            }
            if (wholeTerms) {
                wholeTerms = shown > 1;
                shown = wholeTerms ? shown - 1 : shown;
            } else {
                shown--;
            }
        }
    }

    /** The text of the page's one style element, for whoever must allow it by its hash. */
    public static String styleSheet() {
        return Frame.CSS;
    }

    private static String render(Front front, List<Announcement> shown, boolean wholeTerms) {
        Texts texts = Texts.in(front.place().language());
        return Frame.page(front.place(), "", "/", html -> {
            Alarm.put(html, texts, front.content().emergency());
            welcome(html, texts, front);
            Trouble trouble = front.trouble();
            if (trouble != null) {
                html.raw("<p class=\"warn\" role=\"alert\">")
                        .text(texts.get("trouble." + trouble))
                        .raw("</p>");
            }
            Frame.line(html, texts, front.place());
            if (front.place().line().isCut()) {
                html.raw("<p><a class=\"quiet\" href=\"/report?lang=" + texts.language() + "\">")
                        .text(texts.get("report.link"))
                        .raw("</a></p>");
            }
            if (front.open()) {
                html.raw("<p><a class=\"go\" href=\"/welcome?lang=" + texts.language() + "\">")
                        .text(texts.get("open.already"))
                        .raw("</a></p>");
            } else {
                waysIn(html, texts, front, wholeTerms);
            }
            announcements(html, texts, front.content(), shown);
            Frame.emergency(html, texts);
            broken(html, texts, front);
        });
    }

    private static void welcome(Markup html, Texts texts, Front front) {
        PortalPolicy policy = front.policy();
        html.raw("<h1>")
                .text(texts.get("welcome", front.place().province()))
                .raw("</h1><ul class=\"facts\">")
                .element("li", texts.get("free"))
                .element("li", texts.get("anonymous"))
                .element("li", When.duration(policy.allowance().time(), texts));
        if (policy.allowance().quota() > 0) {
            html.element("li", When.bytes(policy.allowance().quota(), texts));
        }
        html.raw("</ul>");
    }

    private static void waysIn(Markup html, Texts texts, Front front, boolean wholeTerms) {
        PortalPolicy policy = front.policy();
        terms(html, texts, policy.terms(), wholeTerms);
        if (policy.ways().contains(WayIn.RULES)) {
            Frame.button(html, texts, "/login", front.seal(), texts.get("enter"), "go");
        }
        if (policy.ways().contains(WayIn.VOUCHER)) {
            boolean only = !policy.ways().contains(WayIn.RULES);
            html.raw(only ? "<section class=\"card\">" : "<details" + (isVoucher(front) ? " open" : "") + "><summary>");
            html.element(only ? "h2" : "span", texts.get("voucher"));
            html.raw(only ? "" : "</summary>");
            Frame.field(html, texts, "/login", front.seal(), "code", "", only ? "go" : "plain");
            html.raw(only ? "</section>" : "</details>");
        }
        boolean asked = !front.word().isEmpty() || front.trouble() == Trouble.NO_SUCH_WORD;
        html.raw(asked ? "<details open><summary>" : "<details><summary>")
                .text(texts.get("return"))
                .raw("</summary>");
        Frame.field(html, texts, "/return", front.seal(), "word", front.word(), "plain");
        html.raw("</details>");
    }

    private static boolean isVoucher(Front front) {
        return front.trouble() == Trouble.NO_VOUCHER
                || front.trouble() == Trouble.VOUCHER_USED
                || front.trouble() == Trouble.VOUCHER_EXPIRED;
    }

    /** The notice stands before the button, and the rules with it. */
    private static void terms(Markup html, Texts texts, Terms terms, boolean whole) {
        html.raw("<p class=\"notice\">").text(texts.get("notice")).raw("</p>");
        String title = texts.get("terms", terms.in(texts.language()).title(), "" + terms.version());
        if (whole) {
            html.raw("<details class=\"terms\"><summary>").text(title).raw("</summary>");
            html.paragraphs(terms.in(texts.language()).body()).raw("</details>");
        } else {
            html.raw("<p><a href=\"/rules?lang=" + texts.language() + "\">")
                    .text(title)
                    .raw("</a></p>");
        }
    }

    private static void announcements(Markup html, Texts texts, PortalContent content, List<Announcement> shown) {
        html.element("h2", texts.get("announcements"));
        if (content.announcements().isEmpty()) {
            html.raw("<p class=\"soft\">").text(texts.get("none")).raw("</p>");
        }
        shown.forEach(one -> announcement(html, texts, one));
        int more = content.announcements().size() - shown.size();
        if (more > 0) {
            html.raw("<p><a href=\"/announcements?lang=" + texts.language() + "\">")
                    .text(texts.get("more", "" + more))
                    .raw("</a></p>");
        }
    }

    static void announcement(Markup html, Texts texts, Announcement announcement) {
        Announcement.Text text = announcement.in(texts.language());
        boolean untranslated = texts.language().equals("en") && announcement.english() == null;
        html.raw(untranslated ? "<article lang=\"vi\">" : "<article>")
                .element("h3", text.title())
                .raw("<time datetime=\"" + announcement.publishedAt() + (untranslated ? "\" lang=\"en\">" : "\">"))
                .text(texts.get("published", When.date(announcement.publishedAt(), texts)))
                .raw("</time>");
        Marked.put(html, text.body());
        html.raw("</article>");
    }

    private static void broken(Markup html, Texts texts, Front front) {
        html.raw("<div class=\"help\">");
        Frame.button(html, texts, "/broken", front.seal(), texts.get("broken"), "plain");
        html.raw("</div>");
    }
}
