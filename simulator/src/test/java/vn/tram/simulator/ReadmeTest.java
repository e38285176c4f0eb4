package vn.tram.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;
import vn.tram.agent.AgentConfig;
import vn.tram.controller.ControllerConfig;
import vn.tram.identity.Claim;
import vn.tram.profiles.file.BadFileException;

/** What the README shows is taken by the real programs: commands by their options, settings by their readers. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern SETTING = Pattern.compile("(?:[a-z-]+: )?\\{[a-z-]+: .*}", Pattern.DOTALL);
    private static final String FINGERPRINT = "#" + "s".repeat(22) + "." + "f".repeat(43);

    private final String readme = read();

    @TempDir
    Path folder;

    private static String read() {
        try {
            return Files.readString(Path.of("../README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> blocks(String kind) {
        List<String> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(readme); block.find(); ) {
            if (block.group(1).equals(kind)) {
                blocks.add(block.group(2));
            }
        }
        assertFalse(blocks.isEmpty(), "no block of " + kind);
        return blocks;
    }

    /** What is in backquotes within a sentence, on one line. */
    private List<String> spans() {
        List<String> spans = new ArrayList<>();
        for (Matcher span = SPAN.matcher(BLOCK.matcher(readme).replaceAll("")); span.find(); ) {
            spans.add(span.group(1).replaceAll("\\s+", " "));
        }
        return spans;
    }

    @TestFactory
    Stream<DynamicTest> every_command_is_one_that_the_programs_take() {
        List<String> commands = new ArrayList<>();
        blocks("sh").forEach(block -> commands.addAll(block.lines().toList()));
        spans().stream()
                .map(span -> span.replaceFirst("^source <\\((.*)\\)$", "$1"))
                .filter(span -> span.startsWith("./tram "))
                .forEach(commands::add);
        assertTrue(commands.size() >= 8, commands.toString());
        return commands.stream().map(command -> DynamicTest.dynamicTest(command, () -> taken(command)));
    }

    private static void taken(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        assertEquals("./tram", words.remove(0));
        try {
            assertTrue(
                    Tram.commandLine().parseArgs(words.toArray(new String[0])).hasSubcommand());
        } catch (ParameterException e) {
            throw new AssertionError(command + ": " + e.getMessage(), e);
        }
        int claim = words.indexOf("--claim") + 1;
        if (claim > 0) {
            assertNotNull(Claim.parse(words.get(claim).replace("#…", FINGERPRINT)), words.get(claim));
        }
    }

    @TestFactory
    Stream<DynamicTest> every_settings_file_and_every_setting_is_one_that_the_programs_read() {
        List<String> settings = new ArrayList<>(blocks("yaml"));
        spans().stream().filter(span -> SETTING.matcher(span).matches()).forEach(settings::add);
        assertTrue(settings.size() >= 4, settings.toString());
        return settings.stream()
                .map(text -> DynamicTest.dynamicTest(text.lines().findFirst().orElse(""), () -> taken(folder, text)));
    }

    private static void taken(Path folder, String text) throws IOException, BadFileException {
        String filled = text.replace("mqtts://…", "mqtts://broker")
                .replace("target: …", "target: 192.0.2.1")
                .replace("…", "mot-mat-khau");
        Path file = folder.resolve("settings.yaml");
        if (filled.startsWith("# controller.yaml") || filled.startsWith("mqtt:")) {
            Files.writeString(file, filled);
            assertNotNull(ControllerConfig.read(file));
            return;
        }
        String before = filled.startsWith("{target:")
                ? "snmp: "
                : filled.startsWith("traps:") ? "snmp: {target: 192.0.2.1, community: cong-dong}\n" : "";
        Files.writeString(file, "endpoint: a\nbroker: mqtts://b\n" + before + filled + "\n");
        assertNotNull(AgentConfig.read(file));
    }

    @Test
    void every_option_of_the_demo_that_is_named_is_one() {
        StringWriter help = new StringWriter();
        Tram.commandLine().setOut(new PrintWriter(help, true)).execute("demo", "--help");
        String demo = help.toString();
        for (String option : List.of("--port", "--seed", "--nodes", "--data")) {
            assertTrue(readme.contains("`" + option), option);
            assertTrue(demo.contains(option + "="), demo);
        }
    }

    @Test
    void the_shell_completes_what_the_programs_take() throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Path said = folder.resolve("said");
        StringWriter printed = new StringWriter();
        assertEquals(
                0, Tram.commandLine().setOut(new PrintWriter(printed, true)).execute("completion", "bash"));
        Files.writeString(script, printed.toString());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script
                                + "; COMP_WORDS=(tram pro); COMP_CWORD=1; _complete_tram; echo ${COMPREPLY[@]};"
                                + " COMP_WORDS=(tram demo --no); COMP_CWORD=2; _complete_tram; echo ${COMPREPLY[@]}")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, bash.waitFor());
        assertEquals(List.of("probe profile", "--nodes"), Files.readAllLines(said));
    }

    @Test
    void every_file_that_is_linked_is_there() {
        for (Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme); link.find(); ) {
            assertTrue(Files.exists(Path.of("..", link.group(1))), link.group(1));
        }
    }
}
