package vn.tram.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.ObjectDefinition;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.snmp.Identification;
import vn.tram.sampler.snmp.Poll;
import vn.tram.sampler.snmp.SnmpSource;
import vn.tram.simulator.device.Recording;

/** {@code tram profile match|try|lint}: what the agent would make of a device. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Tells what the agent makes of a device, and checks device profiles.",
        subcommands = {ProfileCommand.Match.class, ProfileCommand.Try.class, ProfileCommand.Lint.class})
public final class ProfileCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final ObjectDefinitions OBJECTS = ObjectDefinitions.bundled();

    /** {@code tram profile match}. */
    @Command(
            name = "match",
            mixinStandardHelpOptions = true,
            description = "Says which profile a device has, and why. Exit code 1 when the device does not answer.")
    static final class Match implements Callable<Integer> {

        @Mixin
        private DeviceArgument device = new DeviceArgument();

        @Option(names = "--json", description = "As one JSON document.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            try (DeviceArgument argument = device) {
                SnmpSource source = argument.open();
                warn(source, err);
                ProfileLibrary library = ProfileLibrary.bundled(OBJECTS);
                Identification found = Identification.of(source, library).join();
                String profile = found.profile();
                if (json) {
                    DeviceReport report =
                            profile == null ? DeviceReport.EMPTY : report(source, library.load(profile), err);
                    spec.commandLine().getOut().println(toJson(document(found, profile, report)));
                } else {
                    print(found, spec.commandLine().getOut());
                }
                return failed(found, err) ? FAILED : DONE;
            } catch (IOException | BadFileException e) {
                err.println("tram: " + e.getMessage());
                return USAGE;
            }
        }

        private void print(Identification found, PrintWriter out) {
            if (found.profile() != null) {
                out.println(found.profile());
                out.println("  because      " + found.why());
                out.println("  sysObjectID  " + found.sysObjectId());
                out.println("  sysDescr     " + found.sysDescr());
                found.rejected().forEach(other -> out.println("  not " + other.id() + ", which needs " + other.why()));
            }
        }
    }

    /** {@code tram profile try}. */
    @Command(
            name = "try",
            mixinStandardHelpOptions = true,
            description = "Prints every object and resource that the agent would report of a device.")
    static final class Try implements Callable<Integer> {

        @Mixin
        private DeviceArgument device = new DeviceArgument();

        @Option(names = "--json", description = "As one JSON document.")
        private boolean json;

        @Option(names = "--profile", paramLabel = "ID", description = "This profile, whatever the device is.")
        private @Nullable String profile;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            ProfileLibrary library = ProfileLibrary.bundled(OBJECTS);
            try (DeviceArgument argument = device) {
                SnmpSource source = argument.open();
                warn(source, err);
                Identification found = Identification.of(source, library).join();
                String id = profile == null ? found.profile() : profile;
                if (id == null || profile == null && failed(found, err)) {
                    return FAILED;
                }
                DeviceProfile known = library.load(id);
                DeviceReport report = report(source, known, err);
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(toJson(document(found, id, report)));
                } else {
                    print(known, report, out);
                }
                return report.reached() ? DONE : FAILED;
            } catch (IOException | BadFileException e) {
                err.println("tram: " + e.getMessage());
                return USAGE;
            }
        }

        private void print(DeviceProfile known, DeviceReport report, PrintWriter out) {
            out.println(known.id() + " (" + known.name() + ")");
            report.values().forEach((path, value) -> out.println(line(path, value)));
        }

        private static String line(ResourcePath path, Object value) {
            ObjectDefinition object = OBJECTS.object(path.object());
            ResourceDefinition resource = OBJECTS.resource(path.object(), path.resource());
            String name = (object == null ? "" : object.name()) + ": " + (resource == null ? "" : resource.name());
            String units = resource == null || resource.units().isEmpty() ? "" : " " + resource.units();
            return "  %-18s %-46s %s%s".formatted(path, name, value, units);
        }
    }

    /** {@code tram profile lint}. */
    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "Checks profile files. Exit code 2 when something is wrong in one of them.")
    static final class Lint implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Profiles, YAML.")
        private List<Path> files = List.of();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            ProfileLibrary library = ProfileLibrary.bundled(OBJECTS);
            int code = DONE;
            for (Path file : files) {
                try {
                    DeviceProfile profile = library.read(file.toString(), YamlMap.read(file));
                    spec.commandLine().getOut().println(file + ": good, \"" + profile.name() + "\"");
                } catch (BadFileException e) {
                    spec.commandLine().getErr().println(e.getMessage());
                    code = USAGE;
                } catch (IOException e) {
                    spec.commandLine().getErr().println(file + ": must be a file that can be read");
                    code = USAGE;
                }
            }
            return code;
        }
    }

    private static DeviceReport report(SnmpSource source, DeviceProfile profile, PrintWriter err) {
        Poll.Outcome outcome = Poll.once(source, profile.allGroups()).join();
        outcome.troubles().forEach(trouble -> err.println("tram: " + trouble));
        return new DeviceReport(outcome);
    }

    /** The same for {@code match} and {@code try}: what the device is, why, and everything about it. */
    private static Map<String, @Nullable Object> document(
            Identification found, @Nullable String profile, DeviceReport report) {
        Map<String, @Nullable Object> document = report.document(profile);
        document.put("why", found.why() == null ? null : found.why().toString());
        document.put("sysObjectID", found.sysObjectId());
        document.put("sysDescr", found.sysDescr());
        return document;
    }

    private static boolean failed(Identification found, PrintWriter err) {
        if (!found.trouble().isEmpty()) {
            err.println("tram: " + found.trouble());
        }
        return found.profile() == null;
    }

    private static void warn(SnmpSource source, PrintWriter err) {
        if (source instanceof Recording recording && !recording.trouble().isEmpty()) {
            err.println("tram: " + recording.trouble());
        }
    }

    private static String toJson(Map<String, @Nullable Object> document) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
