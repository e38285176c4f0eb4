package vn.tram.simulator.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher on machines that lack something: a copy of the script, in a project and with a path of the test's own. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("../tram");
    private static final List<String> TOOLS = List.of(
            "bash", "env", "cat", "dirname", "find", "grep", "head", "mkdir", "readlink", "sed", "tee", "touch");
    private static final List<String> MODULES =
            List.of("firmware-profiles", "provisioning", "edge-agent", "controller", "simulator");

    @TempDir
    Path folder;

    private Path project;
    private Path bin;

    /** What a run came to. */
    private record Run(int code, String said) {
        /** That it ended so, with one sentence and nothing else. */
        void is(int expectedCode, String sentence) {
            assertEquals("tram: " + sentence + "\n", said);
            assertEquals(expectedCode, code);
        }
    }

    @BeforeEach
    void a_project_that_is_not_built_and_a_path_with_only_the_usual_tools() throws IOException {
        project = Files.createDirectory(folder.resolve("project"));
        bin = Files.createDirectory(folder.resolve("bin"));
        Files.copy(SCRIPT, project.resolve("tram"));
        Files.createFile(project.resolve("pom.xml"));
        Files.createDirectory(project.resolve(".mvn"));
        for (String module : MODULES) {
            Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.createFile(project.resolve(module).resolve("pom.xml"));
        }
        for (String tool : TOOLS) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path found = Path.of(place, tool);
                if (Files.exists(found) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), found);
                }
            }
            Assumptions.assumeTrue(Files.exists(bin.resolve(tool)), tool + " is not in /usr/bin");
        }
    }

    @Test
    void without_java_it_says_what_to_install() throws Exception {
        tram("demo")
                .is(
                        3,
                        "no Java was found; install a JDK from 17 to 25 (on Debian: apt-get install"
                                + " openjdk-17-jdk-headless) or point JAVA_HOME at one");
    }

    @Test
    void a_java_home_without_java_is_named() throws Exception {
        java("17");
        run(Map.of("JAVA_HOME", "/nowhere"), "demo")
                .is(
                        3,
                        "JAVA_HOME is /nowhere, and there is no bin/java in it; point it at a JDK from 17 to 25, or unset"
                                + " it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "11", "16", "26"})
    void another_java_is_named_with_the_rule(String version) throws Exception {
        java(version);
        tram("demo")
                .is(
                        3,
                        "Java is version " + version
                                + ", and Trạm needs a JDK from 17 to 25; install one or point JAVA_HOME at it");
    }

    @Test
    void a_java_that_does_not_run_is_no_silent_end() throws Exception {
        program("java", "exit 127");
        tram("demo")
                .is(
                        3,
                        "Java is version unknown, and Trạm needs a JDK from 17 to 25; install one or point JAVA_HOME at"
                                + " it");
    }

    @Test
    void a_runtime_without_compiler_cannot_build() throws Exception {
        java("17");
        tram("demo")
                .is(
                        3,
                        "only a Java runtime was found, and building needs the whole JDK (on Debian: apt-get install"
                                + " openjdk-17-jdk-headless)");
    }

    @Test
    void without_maven_it_says_what_to_install() throws Exception {
        java("17");
        program("javac", "exit 0");
        tram("demo").is(3, "Maven was not found; install Maven 3.8 or newer (on Debian: apt-get install maven)");
    }

    @Test
    void an_old_maven_is_named_with_the_rule() throws Exception {
        java("17");
        program("javac", "exit 0");
        maven("3.6.3", "exit 1");
        tram("demo")
                .is(
                        3,
                        "Maven is version 3.6.3, and building needs 3.8 or newer; install it (on Debian: apt-get install"
                                + " maven)");
    }

    @Test
    void a_folder_that_cannot_be_written_cannot_be_built_in() throws Exception {
        java("17");
        program("javac", "exit 0");
        maven("3.9.9", "exit 1");
        Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(project), "this user may write everywhere");
        tram("demo")
                .is(
                        3,
                        "this folder (" + project
                                + ") cannot be written, and building writes to target/; clone Trạm to a"
                                + " folder of your own");
    }

    @Test
    void a_build_that_fails_shows_the_errors_and_where_the_log_is() throws Exception {
        java("17");
        program("javac", "exit 0");
        maven("3.9.9", "echo '[INFO] Building provisioning 0.1.0 [2/6]'; echo '[ERROR] no route to host'; exit 1");
        Run run = tram("demo");
        assertEquals(1, run.code());
        List<String> lines = run.said().lines().toList();
        assertEquals(
                List.of(
                        "[ERROR] no route to host",
                        "tram: the build failed; the whole log is in simulator/target/build.log"),
                lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void what_is_built_runs_on_a_runtime_alone_and_its_exit_code_is_the_launchers() throws Exception {
        built();
        java("21", "[ \"$1\" != -XshowSettings:properties ] && echo \"$PWD: $*\" && exit 7");
        Run run = tram("profile", "match", "192.0.2.1");
        assertEquals(7, run.code());
        assertTrue(run.said().startsWith(folder + ": "), run.said());
        assertTrue(run.said().endsWith("vn.tram.simulator.Tram profile match 192.0.2.1\n"), run.said());
        assertTrue(run.said().contains(" -Dtram.home=" + project + " "), run.said());
    }

    @Test
    void the_programs_run_where_the_user_stands_with_the_options_as_they_were_typed() throws Exception {
        built();
        java("17");
        for (String[] one : new String[][] {{"edge-agent", "agent"}, {"controller", "controller"}}) {
            Path script = project.resolve(one[0] + "/target/" + one[1] + "/bin/tram-" + one[1]);
            Files.createDirectories(script.getParent());
            write(script, "echo \"$PWD: [$1] [$2]\"; exit 5");
            assertEquals(new Run(5, folder + ": [--config] [a file.yaml]\n"), tram(one[1], "--config", "a file.yaml"));
        }
    }

    @Test
    void a_source_that_is_newer_than_the_build_is_built_again() throws Exception {
        built();
        Files.createFile(project.resolve("controller/src/main/New.java"));
        Files.setLastModifiedTime(
                project.resolve("controller/src/main/New.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        java("17");
        program("javac", "exit 0");
        maven("3.9.9", "exit 1");
        assertTrue(tram("demo").said().contains("the build failed"));
    }

    private void built() throws IOException {
        Path mark = project.resolve("simulator/target/tram.built");
        Files.createDirectories(mark.getParent());
        Files.createFile(mark);
        try (Stream<Path> all = Files.walk(project)) {
            for (Path one : all.filter(path -> !path.equals(mark)).toList()) {
                Files.setLastModifiedTime(one, FileTime.fromMillis(0));
            }
        }
    }

    private void java(String version) throws IOException {
        java(version, "exit 9");
    }

    private void java(String version, String otherwise) throws IOException {
        program(
                "java",
                "[ \"$2\" = -version ] && echo '    java.specification.version = " + version + "' >&2 && exit 0\n"
                        + otherwise);
    }

    private void maven(String version, String otherwise) throws IOException {
        program("mvn", "[ \"$2\" = -version ] && echo 'Apache Maven " + version + "' && exit 0\n" + otherwise);
    }

    private void program(String name, String body) throws IOException {
        write(bin.resolve(name), body);
    }

    private static void write(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run tram(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/bash", project.resolve("tram").toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the launcher does not end");
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
