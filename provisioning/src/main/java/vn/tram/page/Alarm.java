package vn.tram.page;

import org.jspecify.annotations.Nullable;
import vn.tram.document.Emergency;
import vn.tram.document.Emergency.Info;
import vn.tram.document.Emergency.MsgType;

/** An emergency broadcast, above everything else. A drill says first that it is one. */
final class Alarm {

    private Alarm() {}

    static void put(Markup html, Texts texts, @Nullable Emergency emergency) {
        if (emergency == null) {
            return;
        }
        Info info = emergency.in(texts.language());
        boolean untranslated = texts.language().equals("en") && emergency.english() == null;
        boolean isOver = emergency.msgType() == MsgType.CANCEL;
        html.raw("<section class=\"alarm" + (isOver ? " over" : emergency.isDrill() ? " drill" : "")
                + "\" role=\"alert\">");
        if (emergency.isDrill()) {
            html.raw("<p class=\"mark\">").text(texts.get("alarm.drill")).raw("</p>");
        }
        html.raw("<p class=\"kind\">")
                .text(texts.get(isOver ? "alarm.over" : "alarm"))
                .raw("</p>");
        html.raw(untranslated ? "<div lang=\"vi\">" : "<div>");
        html.raw("<p class=\"headline\">").text(info.headline()).raw("</p>");
        if (!info.area().isEmpty()) {
            html.raw("<p><strong>").text(info.area()).raw("</strong></p>");
        }
        html.paragraphs(info.description());
        if (!info.instruction().isEmpty()) {
            html.raw("<div class=\"todo\">").paragraphs(info.instruction()).raw("</div>");
        }
        html.raw("</div><p class=\"sent\">")
                .text(texts.get(
                        "alarm.sent",
                        emergency.sender(),
                        When.moment(emergency.sent(), texts),
                        When.moment(emergency.expires(), texts)))
                .raw("</p></section>");
    }
}
