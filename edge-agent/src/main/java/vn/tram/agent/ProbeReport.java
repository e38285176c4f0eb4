package vn.tram.agent;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.probe.LinkTest.Found;
import vn.tram.probe.ProbeSettings.Link;
import vn.tram.stamp.Dscp;
import vn.tram.stamp.DscpTally;
import vn.tram.stamp.ProbeSummary;
import vn.tram.stamp.Quality;

/** What a test of a link found, for people and for programs. What is not known is said to be unknown, or null. */
final class ProbeReport {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PERCENT = 100;

    private final ProbeArguments asked;
    private final Found found;
    private final ProbeSummary summary;

    ProbeReport(ProbeArguments asked, Found found) {
        this.asked = asked;
        this.found = found;
        this.summary = found.summary();
    }

    static String target(Link link) {
        String host = link.host().contains(":") ? "[" + link.host() + "]" : link.host();
        return link.port() == 0 ? link.host() : host + ":" + link.port();
    }

    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / NANOS_PER_MILLI);
    }

    String text(ProbeTexts texts) {
        StringBuilder out = new StringBuilder();
        Double loss = summary.loss();
        String percent = loss == null ? texts.get("unknown") : String.format(Locale.ROOT, "%.1f", PERCENT * loss);
        line(out, texts, "summary", target(asked.link()), summary.sent(), summary.answered(), summary.lost(), percent);
        line(out, texts, "direction", or(texts, summary.lostForward()), or(texts, summary.lostBackward()));
        if (summary.answered() == 0) {
            line(out, texts, "none");
        } else {
            line(
                    out,
                    texts,
                    "trip",
                    or(texts, summary.roundTripMin()),
                    or(texts, summary.roundTripMedian()),
                    or(texts, summary.roundTrip99()),
                    or(texts, summary.roundTripMax()));
            line(out, texts, "jitter", or(texts, summary.jitter()));
            line(out, texts, "delay", or(texts, summary.delayForward()), or(texts, summary.delayBackward()));
        }
        classes(out, texts);
        Quality quality = summary.quality();
        if (quality != null) {
            line(out, texts, "estimate", rating(quality), opinion(quality));
        }
        if (found.refused() > 0) {
            line(out, texts, "refused", found.refused());
        }
        return out.toString();
    }

    private void classes(StringBuilder out, ProbeTexts texts) {
        String sent = Dscp.name(asked.link().dscp());
        line(out, texts, "class", sent, arrived(texts, found.there()), arrived(texts, found.here()));
        Integer there = found.there().only();
        if (found.there().isMixed() || there != null && there != asked.link().dscp()) {
            line(out, texts, "class.changed", sent, arrived(texts, found.there()));
        }
    }

    private static String arrived(ProbeTexts texts, DscpTally tally) {
        Integer only = tally.only();
        if (only != null) {
            return Dscp.name(only);
        }
        return tally.isMixed() ? texts.get("mixed", tally.text()) : texts.get("unknown");
    }

    private static String or(ProbeTexts texts, @Nullable Object value) {
        return value == null ? texts.get("unknown") : value instanceof Duration time ? millis(time) : value.toString();
    }

    private static String rating(Quality quality) {
        return String.format(Locale.ROOT, "%.1f", quality.rating());
    }

    private static String opinion(Quality quality) {
        return String.format(Locale.ROOT, "%.2f", quality.meanOpinion());
    }

    private static void line(StringBuilder out, ProbeTexts texts, String key, Object... arguments) {
        out.append(texts.get(key, arguments)).append(System.lineSeparator());
    }

    /** Times in milliseconds, classes as numbers. */
    String json() {
        Quality quality = summary.quality();
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        // Neither has a character that JSON would have to escape.
        all.put("target", "\"" + target(asked.link()) + "\"");
        all.put("via", "\"" + asked.link().method().name().toLowerCase(Locale.ROOT) + "\"");
        all.put("sent", Long.toString(summary.sent()));
        all.put("answered", Long.toString(summary.answered()));
        all.put("lost", Long.toString(summary.lost()));
        all.put("lostForward", number(summary.lostForward()));
        all.put("lostBackward", number(summary.lostBackward()));
        all.put("refused", Long.toString(found.refused()));
        all.put("rttMinMs", number(summary.roundTripMin()));
        all.put("rttMedianMs", number(summary.roundTripMedian()));
        all.put("rttP99Ms", number(summary.roundTrip99()));
        all.put("rttMaxMs", number(summary.roundTripMax()));
        all.put("jitterMs", number(summary.jitter()));
        all.put("delayForwardMs", number(summary.delayForward()));
        all.put("delayBackwardMs", number(summary.delayBackward()));
        all.put("dscpSent", Integer.toString(asked.link().dscp()));
        all.put("dscpReceivedThere", number(found.there().only()));
        all.put("dscpReceivedHere", number(found.here().only()));
        all.put("estimatedR", quality == null ? null : rating(quality));
        all.put("estimatedMos", quality == null ? null : opinion(quality));
        return all.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable String number(@Nullable Object value) {
        return value == null ? null : value instanceof Duration time ? millis(time) : value.toString();
    }
}
