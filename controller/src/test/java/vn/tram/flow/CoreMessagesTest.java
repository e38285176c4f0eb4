package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.tram.incident.Incident;

class CoreMessagesTest {

    private static final Pattern KEY = Pattern.compile("\"((?:evidence|incident)\\.[a-z_.]+)\"");

    private static final Pattern LIMIT = Pattern.compile("'(limit\\.[a-z.-]+)'");

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        CoreMessagesTest.class.getResourceAsStream("/messages/core." + language + ".properties")),
                StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }

    private static Set<String> keysInTheCode() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String room : new String[] {"state", "link", "incident", "desired", "flow"}) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/vn/tram", room))) {
                for (Path file : files.toList()) {
                    Matcher matcher = KEY.matcher(Files.readString(file));
                    while (matcher.find()) {
                        keys.add(matcher.group(1));
                    }
                }
            }
        }
        for (Incident.Kind kind : Incident.Kind.values()) {
            keys.add("incident.kind." + kind);
        }
        // Limits whose text the pages put into words.
        Matcher limit = LIMIT.matcher(Files.readString(Path.of("src/main/resources/web/js/parts/health.js")));
        while (limit.find()) {
            keys.add(limit.group(1));
        }
        return keys;
    }

    @Test
    void every_message_of_the_core_is_there_in_both_languages_and_none_is_left_over() throws IOException {
        assertEquals(keysInTheCode(), new TreeSet<>(messages("vi").stringPropertyNames()));
        assertEquals(keysInTheCode(), new TreeSet<>(messages("en").stringPropertyNames()));
    }

    @Test
    void both_languages_name_the_detail_in_the_same_messages_and_letters_are_composed() throws IOException {
        Properties vi = messages("vi");
        Properties en = messages("en");
        for (String key : vi.stringPropertyNames()) {
            assertEquals(
                    en.getProperty(key).contains("{0}"), vi.getProperty(key).contains("{0}"), key);
            assertTrue(Normalizer.isNormalized(vi.getProperty(key), Normalizer.Form.NFC), key);
        }
    }
}
