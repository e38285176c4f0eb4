package vn.tram.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Emergency;
import vn.tram.document.Emergency.Info;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

/** An emergency broadcast as signed text: one line of JSON with CAP's fields, and the signatures under it. */
public final class EmergencyFile {

    private static final String WHAT = "emergency";

    private EmergencyFile() {}

    /**
     * As it travels.
     *
     * @throws IllegalArgumentException when it has more than {@value Emergency#MAX_BYTES} bytes
     */
    public static String signed(Emergency emergency, List<SigningKey> keys) {
        String text = Signed.sign(Signed.Purpose.EMERGENCY, toJson(emergency), keys);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Emergency.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "emergency: must have at most " + Emergency.MAX_BYTES + " bytes with its signatures, had " + bytes);
        }
        return text;
    }

    /** @throws BadFileException when it is not signed with one of the keys, or naming every rule that it breaks */
    public static Emergency open(String text, VerifyingKeys keys) throws BadFileException {
        return parse(Signed.open(Signed.Purpose.EMERGENCY, WHAT, text, keys));
    }

    static String toJson(Emergency emergency) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("identifier", Json.text(emergency.identifier()));
        fields.put("sender", Json.text(emergency.sender()));
        fields.put("sent", Json.text(emergency.sent().toString()));
        fields.put("status", word(emergency.status()));
        fields.put("msgType", word(emergency.msgType()));
        fields.put("category", word(emergency.category()));
        fields.put("urgency", word(emergency.urgency()));
        fields.put("severity", word(emergency.severity()));
        fields.put("certainty", word(emergency.certainty()));
        String references = emergency.references();
        if (references != null) {
            fields.put("references", Json.text(references));
        }
        fields.put("expires", Json.text(emergency.expires().toString()));
        fields.put("vi", toJson(emergency.vietnamese()));
        Info english = emergency.english();
        if (english != null) {
            fields.put("en", toJson(english));
        }
        return Json.object(fields);
    }

    private static String word(Enum<?> value) {
        return Json.text(value.name().toLowerCase(Locale.ROOT));
    }

    private static String toJson(Info info) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", Json.text(info.event()));
        fields.put("headline", Json.text(info.headline()));
        fields.put("description", Json.text(info.description()));
        fields.put("instruction", Json.text(info.instruction()));
        fields.put("area", Json.text(info.area()));
        return Json.object(fields);
    }

    static Emergency parse(String json) throws BadFileException {
        YamlMap map = YamlMap.parse(WHAT, json);
        String identifier = map.text("identifier");
        String sender = map.text("sender");
        Instant sent = Manifest.instant(map, "sent");
        Emergency.Status status = map.choice("status", Emergency.Status.class, Emergency.Status.EXERCISE);
        Emergency.MsgType type = map.choice("msgType", Emergency.MsgType.class, Emergency.MsgType.ALERT);
        Emergency.Category category = map.choice("category", Emergency.Category.class, Emergency.Category.OTHER);
        Emergency.Urgency urgency = map.choice("urgency", Emergency.Urgency.class, Emergency.Urgency.UNKNOWN);
        Emergency.Severity severity = map.choice("severity", Emergency.Severity.class, Emergency.Severity.UNKNOWN);
        Emergency.Certainty certainty = map.choice("certainty", Emergency.Certainty.class, Emergency.Certainty.UNKNOWN);
        String references = map.optionalText("references");
        Instant expires = Manifest.instant(map, "expires");
        Info vietnamese = info(map.map("vi"));
        Info english = map.has("en") ? info(map.map("en")) : null;
        String problem = Emergency.problem(identifier, sender, sent, expires);
        if (problem != null) {
            map.problem(problem.substring(0, problem.indexOf(':')), problem, "");
        }
        map.done();
        return new Emergency(
                identifier,
                sender,
                sent,
                status,
                type,
                category,
                urgency,
                severity,
                certainty,
                references,
                expires,
                vietnamese,
                english);
    }

    private static Info info(YamlMap map) {
        String event = map.text("event");
        String headline = map.text("headline");
        String description = map.text("description", "");
        String instruction = map.text("instruction", "");
        String area = map.text("area", "");
        @Nullable String problem = Info.problem(event, headline, description, instruction, area);
        if (problem != null) {
            map.problem(problem.substring(0, problem.indexOf(':')), problem, "");
            return new Info("-", "-", "", "", "");
        }
        return new Info(event, headline, description, instruction, area);
    }
}
