package vn.tram.profiles.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.Group;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.TrapMapping.Meaning;
import vn.tram.profiles.TrapMapping.Target;
import vn.tram.profiles.ValueMapping;
import vn.tram.profiles.ValueSource;

class ProfileLibraryTest {

    private static final ObjectDefinitions OBJECTS = ObjectDefinitions.bundled();
    private static final ProfileLibrary BUNDLED = ProfileLibrary.bundled(OBJECTS);
    private static final Oid NET_SNMP = Oid.of("1.3.6.1.4.1.8072.3.2.10");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void every_bundled_profile_can_be_read() throws Exception {
        for (String id : BUNDLED.ids()) {
            assertEquals(id, BUNDLED.load(id).id());
        }
    }

    @Test
    void the_profile_that_knows_most_about_a_device_comes_first() {
        assertEquals(
                List.of("openwrt/openwrt", "net-snmp/linux", "generic/snmp"),
                ids(BUNDLED.candidates(NET_SNMP, "Linux OpenWrt 5.4.137 #0 SMP armv7l")));
        assertEquals(
                List.of("net-snmp/linux", "generic/snmp"),
                ids(BUNDLED.candidates(NET_SNMP, "Linux box 6.1.0 #1 SMP x86_64")));
        assertEquals(List.of("generic/snmp"), ids(BUNDLED.candidates(Oid.of("1.3.6.1.4.1.99999.1"), "")));
    }

    @Test
    void a_router_that_looks_like_any_linux_is_asked_for_what_only_its_make_has() {
        List<String> candidates = BUNDLED.candidates(NET_SNMP, "Linux RUT955 5.4.291 mips").stream()
                .map(ProfileLibrary.Candidate::id)
                .toList();

        assertTrue(candidates.indexOf("teltonika/rutos") >= 0);
        assertTrue(candidates.indexOf("teltonika/rutos") < candidates.indexOf("net-snmp/linux"));
    }

    @Test
    void an_interface_has_its_64_bit_counters_before_those_of_32() throws Exception {
        DeviceProfile linux = BUNDLED.load("net-snmp/linux");

        TableMapping table = group(linux, "interfaces").tables().get(0);
        List<ValueSource> inOctets =
                Objects.requireNonNull(table.columns().get(9)).sources();

        assertEquals(42_769, table.object());
        assertEquals("1.3.6.1.2.1.31.1.1.1.6", String.valueOf(inOctets.get(0).from()));
        assertEquals("1.3.6.1.2.1.2.2.1.10", String.valueOf(inOctets.get(1).from()));
    }

    @Test
    void a_sensor_is_a_table_of_its_object_with_name_class_value_unit_and_state() throws Exception {
        write("base/one", """
                name: One
                oids: {temperature: 1.3.1.5.0, fan: 1.3.2.1.4, fanName: 1.3.2.1.3}
                groups:
                  sensors:
                    sensors:
                      - {class: temperature, from: temperature, name: Board, scale: 0.1}
                      - {class: state, from: fan, name: 'Fan {index}', label: fanName, states: {1: ok, 2: broken}, rows: {fan: '^[12]$'}}
                """);

        List<TableMapping> tables = group(ProfileLibrary.of(folder, OBJECTS).load("base/one"), "sensors")
                .tables();

        assertEquals(2, tables.size());
        TableMapping board = tables.get(0);
        assertEquals(42_774, board.object());
        assertEquals(2, board.needs());
        assertEquals(List.of(0, 1, 2, 3), List.copyOf(board.columns().keySet()));
        // A single object is row 0 of the column that it stands for.
        assertEquals("1.3.1.5", String.valueOf(source(board, 2).from()));
        assertEquals(0.1, source(board, 2).scale());
        assertEquals("Cel", source(board, 3).constant());
        TableMapping fan = tables.get(1);
        assertEquals("1.3.2.1.3", String.valueOf(source(fan, 0).from()));
        assertEquals("broken", source(fan, 4).map().get("2"));
        assertEquals(1, fan.where().size());
    }

    @Test
    void what_is_wrong_with_a_sensor_is_told_with_its_line() throws Exception {
        write("base/one", """
                name: One
                groups:
                  sensors:
                    sensors:
                      - {class: temprature, from: 1.3.1, name: Board}
                      - {class: voltage, from: 1.3.2}
                      - {class: voltage, from: 1.3.3, name: A, part: x, nmae: B}
                """);

        String message = String.valueOf(assertThrows(BadFileException.class, () -> ProfileLibrary.of(folder, OBJECTS))
                .getMessage());

        assertTrue(
                message.contains("one.yaml:5: groups.sensors.sensors[0].class: must be a class of sensors"), message);
        assertTrue(message.contains("did you mean \"temperature\"?"), message);
        assertTrue(message.contains("sensors[1].name: must be given, or label"), message);
        assertTrue(message.contains("sensors[2].part: must be which arcs of the index"), message);
        assertTrue(message.contains("sensors[2].nmae: is not a known key"), message);
    }

    private static ValueSource source(TableMapping table, int column) {
        return Objects.requireNonNull(table.columns().get(column)).sources().get(0);
    }

    @Test
    void what_a_profile_adds_comes_before_what_it_inherits() throws Exception {
        write("base/one", """
                name: One
                oids: {a: 1.3.1, b: 1.3.2}
                groups:
                  host: {every: 5m, values: {42770/0/2: a, 42770/0/3: a, 42770/0/12: a}}
                """);
        write("base/two", """
                name: Two
                oids: {c: 1.3.3}
                groups: {host: {every: 2m, values: {42770/0/2: c}}}
                """);
        write("v/m", """
                name: Model
                inherits: [one, two]
                groups:
                  host:
                    values:
                      42770/0/2: 1.3.4
                      42770/0/3: [{from: b, only: true}]
                      42770/0/12: []
                """);

        Group host = group(ProfileLibrary.of(folder, OBJECTS).load("v/m"), "host");

        assertEquals(Duration.ofMinutes(2), host.every());
        assertEquals(List.of("1.3.4", "1.3.3", "1.3.1"), sources(host, "42770/0/2"));
        assertEquals(List.of("1.3.2"), sources(host, "42770/0/3"));
        assertEquals(List.of(), sources(host, "42770/0/12"));
    }

    @Test
    void an_inherited_group_can_be_left_out() throws Exception {
        write("base/one", "name: One\ngroups: {a: {kernel: [host]}, b: {kernel: [wlan]}}\n");
        write("v/m", "name: Model\ninherits: [one]\nwithout: [a]\n");

        assertEquals(
                List.of("b"),
                List.copyOf(
                        ProfileLibrary.of(folder, OBJECTS).load("v/m").groups().keySet()));
    }

    @Test
    void every_mistake_in_a_profile_is_named_with_its_line_and_a_suggestion() throws Exception {
        write("v/m", """
                name: Model
                recognise: [{}]
                oids: {ifDescr: 1.3.x}
                groups:
                  host:
                    evry: 60s
                    kernel: [hots]
                    values:
                      42770/0/99: 1.3.1
                      42770/0/0: {from: ifDesc, match: '('}
                      42769/1/7: 1.3.1
                      42770-0: 1.3.1
                      42770/0/2: {from: 1.3.1, constant: 3}
                      42770/0/12: {constant: many}
                      3/0/4: 1.3.1
                      42770/0/8: {from: 1.3.1, scale: 2}
                    tables:
                      t: {columns: {0: 1.3.1}}
                """);

        BadFileException bad = assertThrows(BadFileException.class, () -> ProfileLibrary.of(folder, OBJECTS));

        String file = folder + "/v/m.yaml";
        List<String> expected = List.of(
                ":2: recognise[0].object-id: must be given, or description or present",
                ":3: oids.ifDescr: must be an OID such as 1.3.6.1.2.1.1.5.0, was \"1.3.x\"",
                ":6: groups.host.evry: is not a known key; did you mean \"every\"?",
                ":7: groups.host.kernel: must be of device, connectivity, wlan, interfaces, host;"
                        + " did you mean \"host\"?, was \"hots\"",
                ":9: groups.host.values.42770/0/99: must be a resource of object 42770, Host Health, was 99",
                ":10: groups.host.values.42770/0/0.from: must be an OID or a name under oids, was \"ifDesc\"",
                ":10: groups.host.values.42770/0/0.match: must be a regular expression: Unclosed group, was \"(\"",
                ":11: groups.host.values.42769/1/7.map: must be given for a Boolean, such as {1: true, 2: false}",
                ":12: groups.host.values.42770-0: must be object/instance/resource, such as 42770/0/0",
                ":13: groups.host.values.42770/0/2.from: must be given, or constant, and not both",
                ":14: groups.host.values.42770/0/12.constant: must be a value of type Integer, was \"many\"",
                ":15: groups.host.values.3/0/4: must be a single resource that can be read, was Reboot",
                ":16: groups.host.values.42770/0/8.scale: must not be given for a String",
                ":18: groups.host.tables.t.object: must be given: the LwM2M object that gets an instance for each row");
        List<String> found = bad.problems().stream().map(Problem::toString).toList();
        for (String line : expected) {
            assertTrue(found.contains(file + line), () -> line + " is missing in\n" + String.join("\n", found));
        }
    }

    @Test
    void a_profile_that_inherits_itself_or_something_unknown_is_refused() throws Exception {
        write("base/a", "name: A\ninherits: [b]\n");
        write("base/b", "name: B\ninherits: [a]\n");
        write("v/m", "name: M\ninherits: [if-mb]\n");
        write("base/if-mib", "name: I\n");

        BadFileException bad = assertThrows(BadFileException.class, () -> ProfileLibrary.of(folder, OBJECTS));

        assertTrue(bad.getMessage().contains("must not lead back to the profile itself, was base/a"), bad.getMessage());
        assertTrue(bad.getMessage().contains("v/m: must be a known profile"), bad.getMessage());
    }

    @Test
    void an_id_cannot_leave_the_folder_of_profiles() {
        BadFileException bad = assertThrows(BadFileException.class, () -> BUNDLED.load("../objects/3"));

        assertTrue(bad.getMessage().contains("must be a known profile"), bad.getMessage());
    }

    @Test
    void what_a_trap_means_is_inherited_with_the_rest() throws Exception {
        DeviceProfile linux = BUNDLED.load("net-snmp/linux");

        assertEquals(
                Map.of(new Target(42769, 0, Oid.of("1.3.6.1.2.1.2.2.1.1"), 8), 2L),
                Objects.requireNonNull(linux.traps().get("linkDown")).sets());
        assertEquals(
                Meaning.RESTART,
                Objects.requireNonNull(linux.traps().get("coldStart")).meaning());
    }

    @Test
    void every_mistake_in_a_trap_is_named() throws Exception {
        write("make/model", """
                name: Model
                oids: {ifIndex: 1.3.6.1.2.1.2.2.1.1}
                traps:
                  none: {means: restrat}
                  wrong: {oid: 1.3.6.1.6.3.1.1.5.3, sets: {42769/ifIndx/8: 2, 42769/1/99: 1, 42769/2/8: down, eight: 1}}
                """);

        BadFileException bad = assertThrows(BadFileException.class, () -> ProfileLibrary.of(folder, OBJECTS));

        List<String> found = bad.problems().stream().map(Problem::toString).toList();
        String all = String.join("\n", found);
        assertTrue(all.contains(":4: traps.none.oid: must be given: the trap's snmpTrapOID"), all);
        assertTrue(
                all.contains(":4: traps.none.means: must be one of change, restart, notice; did you mean \"restart\"?"),
                all);
        assertTrue(
                all.contains(
                        ":5: traps.wrong.sets: must be an OID or a name under oids; did you mean \"ifIndex\"?, was \"ifIndx\""),
                all);
        assertTrue(all.contains("must be a resource of the object definitions, was \"42769/1/99\""), all);
        assertTrue(all.contains("the value of 42769/2/8 must be of type integer, was \"down\""), all);
        assertTrue(all.contains("must be object/instance/resource, such as 42769/ifIndex/8, was \"eight\""), all);
    }

    private void write(String id, String yaml) throws IOException {
        Path file = folder.resolve(id + ".yaml");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, yaml);
    }

    private static Group group(DeviceProfile profile, String name) {
        return Objects.requireNonNull(profile.groups().get(name), name);
    }

    private static List<String> sources(Group group, String target) {
        return group.values().stream()
                .filter(value -> value.target().equals(target))
                .map(ValueMapping::sources)
                .flatMap(List::stream)
                .map(source -> String.valueOf(source.from()))
                .toList();
    }

    /** Of a device that has nothing but the system group. */
    private static List<String> ids(List<ProfileLibrary.Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.why().present() == null)
                .map(ProfileLibrary.Candidate::id)
                .toList();
    }
}
