package vn.tram.profiles.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.profiles.LimitMapping;
import vn.tram.profiles.ObjectDefinitions;

class LimitReaderTest {

    private static final ObjectDefinitions OBJECTS = ObjectDefinitions.bundled();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_limit_has_a_side_and_a_way_back() throws Exception {
        write("base/one", """
                name: One
                limits:
                  temperature: {of: 42770/0/7, above: 90, clear: 85}
                  charge: {of: 42774/*/2, where: {0: '^Battery charge$'}, below: 10.5, clear: 15}
                """);

        Map<String, LimitMapping> limits = limits("base/one");

        LimitMapping temperature = Objects.requireNonNull(limits.get("temperature"));
        assertTrue(temperature.isExceeded(90.1, false));
        assertFalse(temperature.isExceeded(90, false));
        assertTrue(temperature.isExceeded(85.1, true));
        assertFalse(temperature.isExceeded(85, true));
        LimitMapping charge = Objects.requireNonNull(limits.get("charge"));
        assertEquals(LimitMapping.EVERY, charge.instance());
        assertEquals(Set.of(0), charge.where().keySet());
        assertTrue(charge.isExceeded(10.4, false));
        assertTrue(charge.isExceeded(14.9, true));
        assertFalse(charge.isExceeded(15, true));
    }

    @Test
    void a_profile_replaces_inherited_limits_by_name_and_leaves_out_what_it_does_not_want() throws Exception {
        write("base/one", """
                name: One
                limits:
                  temperature: {of: 42770/0/7, above: 90, clear: 85}
                  load: {of: 42770/0/0, above: 99, clear: 90}
                """);
        write("v/m", """
                name: Model
                inherits: [one]
                without: [load]
                limits:
                  temperature: {of: 42770/0/7, above: 60, clear: 55}
                """);

        Map<String, LimitMapping> limits = limits("v/m");

        assertEquals(Set.of("temperature"), limits.keySet());
        assertEquals(60, Objects.requireNonNull(limits.get("temperature")).raise());
    }

    @Test
    void every_mistake_in_a_limit_is_named_with_its_line() throws Exception {
        write("v/m", """
                name: Model
                without: [tempreature]
                limits:
                  nothing: {above: 3, clear: 2}
                  both: {of: 42770/0/7, above: 3, below: 1, clear: 2}
                  neither: {of: 42770/0/7, clear: 2}
                  hot: {of: 42770/0/7, above: 90, clear: 90}
                  cold: {of: 42770/0/7, below: 1, clear: 0.5}
                  for-ever: {of: 42770/0/7, above: 90}
                  text: {of: 42770/0/8, above: 90, clear: 80}
                  unknown: {of: 42770/0/99, above: 90, clear: 80}
                  second: {of: 42770/1/7, above: 90, clear: 80}
                  path: {of: temperature, above: 90, clear: 80}
                  word: {of: 42770/0/7, above: hot, clear: 80}
                  typo: {of: 42770/0/7, abvoe: 90, clear: 80}
                  where: {of: 42774/*/2, where: {2: x, 0: '('}, above: 90, clear: 80}
                """);

        BadFileException bad = assertThrows(BadFileException.class, () -> ProfileLibrary.of(folder, OBJECTS));

        String file = folder + "/v/m.yaml";
        List<String> expected = List.of(
                ":2: without: must be an inherited group or limit, was \"tempreature\"",
                ":4: limits.nothing.of: must be given",
                ":5: limits.both.above: must be given, or below, and not both",
                ":6: limits.neither.above: must be given, or below, and not both",
                ":7: limits.hot.clear: must be less than above, 90, was 90",
                ":8: limits.cold.clear: must be more than below, 1, was 0.5",
                ":9: limits.for-ever.clear: must be given: a number less than above at which all is well again",
                ":10: limits.text.of: must be a single number that can be read, and is System Name, was \"42770/0/8\"",
                ":11: limits.unknown.of: must be a resource of the object definitions, was \"42770/0/99\"",
                ":12: limits.second.of: must be an instance of object 42770, Host Health, was \"42770/1/7\"",
                ":13: limits.path.of: must be object/instance/resource, such as 42770/0/7, or with * for every instance,"
                        + " was \"temperature\"",
                ":14: limits.word.above: must be a number from -1.0E18 to 1.0E18, was \"hot\"",
                ":15: limits.typo.above: must be given, or below, and not both",
                ":15: limits.typo.abvoe: is not a known key; did you mean \"above\"?",
                ":16: limits.where.where.2: must be the id of a text of object 42774",
                ":16: limits.where.where.0: must be a regular expression: Unclosed group, was \"(\"");
        List<String> found = bad.problems().stream().map(Problem::toString).toList();
        for (String line : expected) {
            assertTrue(found.contains(file + line), () -> line + " is missing in\n" + String.join("\n", found));
        }
        assertEquals(expected.size(), found.size(), () -> String.join("\n", found));
    }

    @Test
    void the_bundled_profiles_know_when_a_machine_is_too_hot_and_a_battery_low() throws Exception {
        ProfileLibrary bundled = ProfileLibrary.bundled(OBJECTS);

        assertNotNull(bundled.load("linux/kernel").limits().get("temperature"));
        assertNotNull(bundled.load("openwrt/openwrt").limits().get("temperature"));
        assertNotNull(bundled.load("apc/ups").limits().get("battery"));
        assertEquals(Map.of(), bundled.load("base/if-mib").limits());
    }

    private Map<String, LimitMapping> limits(String id) throws Exception {
        return ProfileLibrary.of(folder, OBJECTS).load(id).limits();
    }

    private void write(String id, String yaml) throws IOException {
        Path file = folder.resolve(id + ".yaml");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, yaml);
    }
}
