package vn.tram.simulator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How the house is built. A room that does not exist yet is allowed for; a wall that falls fails this test. */
@AnalyzeClasses(packages = "vn.tram", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PROFILES = rooms("profiles");
    private static final String[] PROVISIONING =
            rooms("wire", "document", "identity", "bundle", "page", "stamp", "config", "rollout");
    private static final String[] SIMULATOR = rooms("simulator");

    private static final String[] AGENT_CORE = rooms("objects", "access", "apply");
    private static final List<String> AGENT_EDGES =
            List.of("sampler", "gateway", "cabinet", "uplink", "probe", "enrol", "platform", "portal");
    private static final String[] AGENT = all(AGENT_CORE, rooms(AGENT_EDGES.toArray(String[]::new)), rooms("agent"));

    private static final String[] CONTROLLER_CORE = rooms(
            "flow", "state", "link", "incident", "maintenance", "sla", "desired", "command", "inventory", "people");
    private static final List<String> CONTROLLER_EDGES =
            List.of("broker", "lwm2m", "ca", "content", "reflector", "store", "report", "notify", "web");
    private static final String[] CONTROLLER =
            all(CONTROLLER_CORE, rooms(CONTROLLER_EDGES.toArray(String[]::new)), rooms("controller"));

    private static final String[] CORE = all(AGENT_CORE, CONTROLLER_CORE);

    // 1. Arrows are Maven dependencies, and nothing else exists.

    @ArchTest
    static final ArchRule modules_see_what_is_to_the_left_of_them = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("vn.tram..")
            .withOptionalLayers(true)
            .layer("firmware-profiles")
            .definedBy(PROFILES)
            .layer("provisioning")
            .definedBy(PROVISIONING)
            .layer("edge-agent")
            .definedBy(AGENT)
            .layer("controller")
            .definedBy(CONTROLLER)
            .layer("simulator")
            .definedBy(SIMULATOR)
            .whereLayer("simulator")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("controller")
            .mayOnlyBeAccessedByLayers("simulator")
            .whereLayer("edge-agent")
            .mayOnlyBeAccessedByLayers("simulator")
            .whereLayer("provisioning")
            .mayOnlyBeAccessedByLayers("edge-agent", "controller", "simulator");

    @ArchTest
    static final ArchRule every_class_is_in_a_room_of_the_house = noClasses()
            .that()
            .resideOutsideOfPackages(all(PROFILES, PROVISIONING, AGENT, CONTROLLER, SIMULATOR))
            .should()
            .haveNameMatching(".*")
            .allowEmptyShould(true);

    // 2. Core is pure; edges import core, core imports no edge, edges do not import each other.

    @ArchTest
    static final ArchRule core_imports_no_edge_and_no_wiring = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(all(
                    rooms(AGENT_EDGES.toArray(String[]::new)),
                    rooms(CONTROLLER_EDGES.toArray(String[]::new)),
                    rooms("agent", "controller"))));

    @ArchTest
    static final ArchRule edges_do_not_import_each_other =
            slices().assignedFrom(new Edges()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule edges_do_not_import_the_wiring = noClasses()
            .that()
            .resideInAnyPackage(
                    all(rooms(AGENT_EDGES.toArray(String[]::new)), rooms(CONTROLLER_EDGES.toArray(String[]::new))))
            .should()
            .dependOnClassesThat(resideInAnyPackage(rooms("agent", "controller")));

    @ArchTest
    static final ArchRule core_has_no_socket_file_or_logger = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..", "org.slf4j.."));

    @ArchTest
    static final ArchRule core_has_no_thread_and_no_timer = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(named(
                    "java.lang.Thread",
                    "java.util.Timer",
                    "java.util.concurrent.ExecutorService",
                    "java.util.concurrent.Executors",
                    "java.util.concurrent.ScheduledExecutorService",
                    "java.util.concurrent.CompletableFuture"));

    @ArchTest
    static final ArchRule core_reads_no_clock_and_draws_no_chance =
            noClasses().that().resideInAnyPackage(CORE).should().callCodeUnitWhere(ofOurOwnClockOrChance());

    // 4. No package says nothing.

    @ArchTest
    static final ArchRule no_package_is_called_after_nothing = noClasses()
            .should()
            .resideInAnyPackage(
                    Stream.of("common", "util", "shared", "core", "base", "impl", "model", "service", "manager")
                            .map(name -> "vn.tram.." + name + "..")
                            .toArray(String[]::new));

    // Leshan's own users could take the LwM2M over MQTT ends.

    @ArchTest
    static final ArchRule the_ends_of_lwm2m_over_mqtt_know_nothing_of_ours_but_the_wire = noClasses()
            .that()
            .resideInAnyPackage("vn.tram.lwm2m.mqtt..", "vn.tram.uplink.mqtt..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("vn.tram..")
                    .and(DescribedPredicate.not(
                            resideInAnyPackage("vn.tram.wire..", "vn.tram.lwm2m.mqtt..", "vn.tram.uplink.mqtt.."))))
            .allowEmptyShould(true);

    private static String[] rooms(String... names) {
        return Arrays.stream(names).map(name -> "vn.tram." + name + "..").toArray(String[]::new);
    }

    private static String[] all(String[]... groups) {
        return Arrays.stream(groups).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> all = Set.of(names);
        return DescribedPredicate.describe("are one of " + all, type -> all.contains(type.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> ofOurOwnClockOrChance() {
        return DescribedPredicate.describe(
                "reads the clock or draws a random number without being told which", call -> {
                    CodeUnitCallTarget target = call.getTarget();
                    String owner = target.getOwner().getName();
                    boolean hasNoParameter = target.getRawParameterTypes().isEmpty();
                    return owner.startsWith("java.time.") && target.getName().equals("now") && hasNoParameter
                            || owner.equals("java.time.Clock")
                                    && target.getName().startsWith("system")
                            || owner.equals("java.lang.System")
                                    && target.getName().matches("currentTimeMillis|nanoTime")
                            || owner.equals("java.util.Random")
                                    && target.getName().equals("<init>")
                                    && hasNoParameter
                            || owner.equals("java.lang.Math")
                                    && target.getName().equals("random")
                            || owner.equals("java.util.concurrent.ThreadLocalRandom");
                });
    }

    /** Each edge with all below it is one slice. */
    private static final class Edges implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String[] path = type.getPackageName().split("\\.", -1);
            String room = path.length > 2 ? path[2] : "";
            boolean isEdge = AGENT_EDGES.contains(room) || CONTROLLER_EDGES.contains(room);
            return isEdge ? SliceIdentifier.of(room) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "edges";
        }
    }
}
