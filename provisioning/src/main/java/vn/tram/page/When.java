package vn.tram.page;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and amounts as people in Việt Nam write them. */
final class When {

    static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final Locale VI = Locale.forLanguageTag("vi-VN");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DATE_VI = DateTimeFormatter.ofPattern("dd/MM/yyyy", VI);
    private static final DateTimeFormatter DATE_EN = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final long GIGA = 1_000_000_000;
    private static final long MEGA = 1_000_000;

    private When() {}

    static String date(Instant instant, Texts texts) {
        return date(instant.atZone(VIETNAM).toLocalDate(), texts);
    }

    private static String date(LocalDate date, Texts texts) {
        return (texts.language().equals("en") ? DATE_EN : DATE_VI).format(date);
    }

    /** Such as {@code 14:05 ngày 24/11/2026}. */
    static String moment(Instant instant, Texts texts) {
        return texts.get("moment", TIME.format(instant.atZone(VIETNAM)), date(instant, texts));
    }

    /** Such as {@code 3 giờ 59 phút}; never less than a minute. */
    static String duration(Duration duration, Texts texts) {
        long minutes = Math.max(1, duration.toMinutes());
        long days = minutes / 1440;
        long hours = minutes / 60 % 24;
        if (days > 0) {
            return hours == 0
                    ? texts.get(days == 1 ? "day" : "days", "" + days)
                    : texts.get(days == 1 ? "day" : "days", "" + days) + " " + hours(hours, texts);
        }
        if (hours == 0) {
            return texts.get(minutes == 1 ? "minute" : "minutes", "" + minutes);
        }
        return minutes % 60 == 0
                ? hours(hours, texts)
                : hours(hours, texts) + " " + texts.get(minutes % 60 == 1 ? "minute" : "minutes", "" + minutes % 60);
    }

    private static String hours(long hours, Texts texts) {
        return texts.get(hours == 1 ? "hour" : "hours", "" + hours);
    }

    /** Such as {@code 1,25 GB}. */
    static String bytes(long bytes, Texts texts) {
        NumberFormat format = NumberFormat.getInstance(texts.language().equals("en") ? Locale.ENGLISH : VI);
        // What would be rounded to 1,000 MB is 1 GB.
        boolean giga = bytes >= GIGA - MEGA / 2;
        format.setMaximumFractionDigits(giga ? 2 : 0);
        return format.format((double) bytes / (giga ? GIGA : MEGA)) + (giga ? " GB" : " MB");
    }
}
