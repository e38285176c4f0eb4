package vn.tram.web;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Target;
import vn.tram.document.Announcement;
import vn.tram.document.Showing;
import vn.tram.web.http.Fields;
import vn.tram.web.live.LiveView;

/** What an author sends, read strictly: texts, when they are shown, and to whom. Problems are noted with the fields. */
final class Drafts {

    private static final int MAX_TARGETS = 50;
    private static final int MAX_TIME = 40;
    private static final int MAX_TARGET = 140;

    private Drafts() {}

    /** @throws vn.tram.web.http.Refused when anything is wrong */
    static Publisher.Draft read(Fields fields, LiveView live) {
        String titleVi = text(fields, "titleVi", Announcement.MAX_TITLE, true);
        String bodyVi = text(fields, "bodyVi", Announcement.MAX_BODY, true);
        String titleEn = text(fields, "titleEn", Announcement.MAX_TITLE, false);
        String bodyEn = text(fields, "bodyEn", Announcement.MAX_BODY, false);
        boolean english = !titleEn.isEmpty() || !bodyEn.isEmpty();
        check(fields, "titleVi", Announcement.Text.problem(titleVi, bodyVi));
        check(fields, "titleEn", english ? Announcement.Text.problem(titleEn, bodyEn) : null);
        Showing showing = showing(fields);
        List<Target> targets = targets(fields, live);
        fields.done();
        return new Publisher.Draft(titleVi, bodyVi, titleEn, bodyEn, showing, targets);
    }

    static String text(Fields fields, String key, int max, boolean needed) {
        // Room for the carriage returns of browsers, and for letters that normal form C puts together.
        String text = needed ? fields.text(key, 1, max * 3) : fields.optionalText(key, 0, max * 3);
        return text == null
                ? ""
                : Normalizer.normalize(text.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
    }

    static void check(Fields fields, String key, @Nullable String problem) {
        if (problem != null) {
            fields.problem(key, problem, "");
        }
    }

    private static Showing showing(Fields fields) {
        Instant from = time(fields, "from");
        Instant until = time(fields, "until");
        Set<DayOfWeek> days = days(fields);
        LocalTime start = hour(fields, "start");
        LocalTime end = hour(fields, "end");
        String problem = Showing.problem(from, until, start, end);
        if (problem != null) {
            fields.problem(problem.startsWith("until") ? "until" : "end", problem.replaceFirst("^[^:]*: ", ""), "");
            return Showing.ALWAYS;
        }
        return new Showing(from, until, days, start, end);
    }

    static @Nullable Instant time(Fields fields, String key) {
        String text = fields.optionalText(key, 0, MAX_TIME);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            fields.problem(key, "must be a time such as 2026-11-24T22:00:00+07:00", text);
            return null;
        }
    }

    private static Set<DayOfWeek> days(Fields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : fields.texts("days", 7, 10)) {
            DayOfWeek day = Arrays.stream(DayOfWeek.values())
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (day == null) {
                fields.problem("days", "must be some of " + Arrays.toString(DayOfWeek.values()), name);
            } else {
                days.add(day);
            }
        }
        return days;
    }

    private static @Nullable LocalTime hour(Fields fields, String key) {
        String text = fields.optionalText(key, 0, MAX_TIME);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            return LocalTime.parse(text);
        }
        fields.problem(key, "must be an hour and minute such as 22:00", text);
        return null;
    }

    private static List<Target> targets(Fields fields, LiveView live) {
        List<Target> targets = new ArrayList<>();
        for (String word : fields.texts("targets", MAX_TARGETS, MAX_TARGET)) {
            Target target = Target.parse(word);
            if (target == null || !exists(target, live)) {
                fields.problem(
                        "targets", "must be unit:CODE, site:ID or node:ENDPOINT of something that there is", word);
            } else if (!targets.contains(target)) {
                targets.add(target);
            }
        }
        return targets;
    }

    private static boolean exists(Target target, LiveView live) {
        return switch (target.kind()) {
            case UNIT ->
                live.sites().stream()
                        .anyMatch(site -> site.unitCode().equals(target.of())
                                || target.of().equals(site.districtCode()));
            case SITE -> live.site(target.of()) != null;
            case NODE -> live.node(target.of()) != null;
        };
    }
}
