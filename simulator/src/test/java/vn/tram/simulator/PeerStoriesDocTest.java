package vn.tram.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/peer-stories.md} and {@code docs/bad-input.md} name as proof is there. */
class PeerStoriesDocTest {

    private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new HashMap<>();
        for (String module : List.of("firmware-profiles", "provisioning", "edge-agent", "controller", "simulator")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
        return tests;
    }

    private static List<String> missing(String document, int atLeast) throws IOException {
        Map<String, Path> tests = tests();
        List<String> missing = new ArrayList<>();
        int proofs = 0;
        for (Matcher proof = PROOF.matcher(Files.readString(Path.of("../docs", document))); proof.find(); ) {
            proofs++;
            Path file = tests.get(proof.group(1));
            String method = proof.group(2);
            if (file == null || method != null && !Files.readString(file).contains(" void " + method + "(")) {
                missing.add(proof.group());
            }
        }
        assertTrue(proofs >= atLeast, document + ": proofs must be at least " + atLeast + ", were " + proofs);
        return missing;
    }

    @Test
    void every_story_of_other_programs_has_the_tests_that_are_said_to_tell_it() throws IOException {
        assertEquals(List.of(), missing("peer-stories.md", 35));
    }

    @Test
    void every_row_of_a_table_has_a_proof() throws IOException {
        for (String document : List.of("peer-stories.md", "bad-input.md")) {
            List<String> without = Files.readAllLines(Path.of("../docs", document)).stream()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| story") && !line.startsWith("| input"))
                    .filter(line -> !PROOF.matcher(line).find())
                    .toList();
            assertEquals(List.of(), without, document);
        }
    }

    @Test
    void every_row_about_bad_input_has_the_tests_that_are_said_to_prove_it() throws IOException {
        assertEquals(List.of(), missing("bad-input.md", 40));
    }
}
