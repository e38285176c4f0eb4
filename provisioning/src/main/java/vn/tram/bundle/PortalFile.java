package vn.tram.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.Showing;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

/** Portal content as the file {@value #PATH} of a bundle. */
public final class PortalFile {

    public static final String PATH = "portal.json";

    private PortalFile() {}

    public static String toJson(PortalContent content) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("province", Json.text(content.province()));
        fields.put(
                "announcements",
                content.announcements().stream().map(PortalFile::toJson).collect(Collectors.joining(",", "[", "]")));
        return Json.object(fields);
    }

    private static String toJson(Announcement announcement) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("revision", Json.text(Long.toString(announcement.revision())));
        fields.put("published", Json.text(announcement.publishedAt().toString()));
        fields.put("vi", toJson(announcement.vietnamese()));
        Announcement.Text english = announcement.english();
        if (english != null) {
            fields.put("en", toJson(english));
        }
        ShowingFields.put(fields, announcement.showing());
        return Json.object(fields);
    }

    private static String toJson(Announcement.Text text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", Json.text(text.title()));
        fields.put("body", Json.text(text.body()));
        return Json.object(fields);
    }

    /** @throws BadFileException naming every rule that {@code json} breaks */
    public static PortalContent parse(String json) throws BadFileException {
        YamlMap map = YamlMap.parse(PATH, json);
        String province = map.text("province");
        List<Announcement> announcements = new ArrayList<>();
        for (YamlMap one : map.maps("announcements")) {
            long revision = Math.max(1, Manifest.number(one, "revision"));
            var published = Manifest.instant(one, "published");
            Announcement.Text vietnamese = text(one.map("vi"));
            YamlMap english = one.map("en");
            Announcement.Text inEnglish = english.optionalText("title") == null ? null : text(english);
            Showing showing = ShowingFields.read(one);
            if (vietnamese != null) {
                announcements.add(new Announcement(revision, published, vietnamese, inEnglish, showing));
            }
        }
        if (announcements.size() > PortalContent.MAX_ANNOUNCEMENTS) {
            map.problem(
                    "announcements", "must be at most " + PortalContent.MAX_ANNOUNCEMENTS, "" + announcements.size());
        }
        map.done();
        return new PortalContent(province, announcements);
    }

    private static Announcement.@Nullable Text text(YamlMap map) {
        String title = map.text("title");
        String body = map.text("body", "");
        String problem = Announcement.Text.problem(title, body);
        if (problem != null) {
            map.problem("title", problem, "");
            return null;
        }
        return new Announcement.Text(title, body);
    }
}
