package vn.tram.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.profiles.file.BadFileException;
import vn.tram.sla.Definition;

class SlaDefinitionsTest {

    @TempDir
    Path data;

    @Test
    void the_program_brings_definitions_and_none_of_their_figures_claims_to_be_verified()
            throws IOException, BadFileException {
        List<Definition> all = SlaDefinitions.load(data);

        assertEquals(
                List.of("uptime", "y1540", "mef", "office-hours"),
                all.stream().map(Definition::name).toList());
        for (Definition definition : all) {
            assertFalse(definition.verified(), definition.name());
            assertFalse(definition.targets().isEmpty(), definition.name());
            definition.targets().forEach(target -> assertFalse(target.verified(), target.basis()));
        }
    }

    @Test
    void ones_own_come_after_them_and_may_take_the_place_of_one() throws IOException, BadFileException {
        Files.createDirectories(data.resolve("sla"));
        Files.writeString(data.resolve("sla/hop-dong.yaml"), """
                name: hop-dong
                title: {vi: Hợp đồng, en: Contract}
                basis: Hợp đồng 12/2026
                verified: true
                targets: [{percent: "99.7", basis: "điều 4", verified: true}]
                """);
        Files.writeString(
                data.resolve("sla/mef.yaml"),
                "name: mef\ntitle: {vi: M, en: M}\nbasis: x\nconsecutive: 3\nkind: mef\n");

        List<Definition> all = SlaDefinitions.load(data);

        assertEquals("hop-dong", all.get(4).name());
        assertTrue(all.get(4).targets().get(0).verified());
        assertEquals(3, all.get(2).consecutive());
    }

    @Test
    void every_problem_of_a_file_is_told_at_once() throws IOException {
        Files.createDirectories(data.resolve("sla"));
        Files.writeString(data.resolve("sla/x.yaml"), """
                name: x
                title: {vi: a, en: b}
                basis: y
                unknown: up
                zone: Asia/Saigone
                interval: 15s
                tagets: []
                service-hours: {days: [thu2], from: "25:00", to: "06:00"}
                targets: [{percent: "100.1", basis: z}]
                """);

        String message = assertThrows(BadFileException.class, () -> SlaDefinitions.load(data))
                .getMessage();

        for (String part : List.of("unknown", "zone", "interval", "tagets", "days", "from", "percent")) {
            assertTrue(message.contains(part), part + " is not in " + message);
        }
    }
}
