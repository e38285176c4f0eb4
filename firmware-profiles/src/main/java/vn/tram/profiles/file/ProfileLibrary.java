package vn.tram.profiles.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.Recogniser;

/**
 * The device profiles that a program can use. Knows how each kind of device is recognised from an index that the build
 * derives; a profile's file is read only when it is asked for. Immutable.
 */
public final class ProfileLibrary {

    private static final String FOLDER = "/profiles/";
    private static final String INDEX = "index.tsv";

    /** Reads the text of a profile's file; null when there is none. */
    private interface Opener {
        @Nullable
        YamlMap open(String id) throws BadFileException, IOException;
    }

    /**
     * A profile that may fit a device.
     *
     * @param id of the profile
     * @param why the conditions; of these only {@link Recogniser#present} remains to be asked
     */
    public record Candidate(String id, Recogniser why) {}

    private final Opener files;
    private final Map<String, List<Recogniser>> index;
    private final ObjectDefinitions definitions;

    private ProfileLibrary(Opener files, Map<String, List<Recogniser>> index, ObjectDefinitions definitions) {
        this.files = files;
        this.index = index;
        this.definitions = definitions;
    }

    /** The profiles of this module. Reads anew at each call: keep the result. */
    public static ProfileLibrary bundled(ObjectDefinitions definitions) {
        Map<String, List<Recogniser>> index = new TreeMap<>();
        try (InputStream in = ProfileLibrary.class.getResourceAsStream(FOLDER + INDEX)) {
            if (in == null) {
                throw new IllegalStateException("device profiles: " + FOLDER + INDEX
                        + " is not on the class path; the build's process-classes phase makes it");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addIndexLine(line, index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("device profiles: cannot read " + FOLDER + INDEX, e);
        }
        return new ProfileLibrary(ProfileLibrary::resource, index, definitions);
    }

    /**
     * The profiles in {@code folder}, each {@code <vendor>/<model>.yaml}, all of them read.
     *
     * @throws BadFileException with the problems of all files
     */
    public static ProfileLibrary of(Path folder, ObjectDefinitions definitions) throws BadFileException, IOException {
        List<String> ids;
        try (Stream<Path> walk = Files.walk(folder, 2)) {
            ids = walk.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
        ProfileLibrary library =
                new ProfileLibrary(id -> file(folder.resolve(id + ".yaml")), new TreeMap<>(), definitions);
        List<Problem> problems = new ArrayList<>();
        for (String id : ids) {
            try {
                library.index.put(id, library.load(id).recognisers());
            } catch (BadFileException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new BadFileException(problems);
        }
        return library;
    }

    private static @Nullable YamlMap file(Path file) throws BadFileException, IOException {
        return Files.exists(file) ? YamlMap.read(file) : null;
    }

    private static @Nullable YamlMap resource(String id) throws BadFileException, IOException {
        try (InputStream in = ProfileLibrary.class.getResourceAsStream(FOLDER + id + ".yaml")) {
            return in == null ? null : YamlMap.read("profiles/" + id + ".yaml", in);
        }
    }

    /** In alphabetical order; those that are only inherited too. */
    public List<String> ids() {
        return List.copyOf(index.keySet());
    }

    /** The profiles that fit as far as the system group tells, the one that knows the device best first. */
    public List<Candidate> candidates(Oid sysObjectId, String sysDescr) {
        List<Candidate> candidates = new ArrayList<>();
        index.forEach((id, recognisers) -> recognisers.stream()
                .filter(recogniser -> recogniser.admits(sysObjectId, sysDescr))
                .forEach(recogniser -> candidates.add(new Candidate(id, recogniser))));
        candidates.sort(Comparator.comparingInt(
                (Candidate candidate) -> -candidate.why().weight()));
        return candidates;
    }

    /**
     * Reads a profile and what it inherits.
     *
     * @throws BadFileException when there is none of that id or it is wrong
     */
    public DeviceProfile load(String id) throws BadFileException {
        return load(id, List.of(), new TreeMap<>());
    }

    /** Reads a profile that is not of this library but inherits from it. */
    public DeviceProfile read(String id, YamlMap map) throws BadFileException {
        return read(id, map, List.of(), new TreeMap<>());
    }

    private DeviceProfile load(String id, List<String> above, Map<String, DeviceProfile> loaded)
            throws BadFileException {
        DeviceProfile known = loaded.get(id);
        if (known != null) {
            return known;
        }
        String where = above.isEmpty() ? "profiles" : above.get(above.size() - 1);
        if (above.contains(id)) {
            throw new BadFileException(where, "inherits", "must not lead back to the profile itself", id);
        }
        YamlMap map;
        try {
            map = id.matches("[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*") ? files.open(id) : null;
        } catch (IOException e) {
            throw new BadFileException(where, "", "must be readable: " + e.getMessage(), id);
        }
        if (map == null) {
            throw new BadFileException(where, "", Suggestion.rule("must be a known profile", id, index.keySet()), id);
        }
        DeviceProfile profile = read(id, map, above, loaded);
        loaded.put(id, profile);
        return profile;
    }

    private DeviceProfile read(String id, YamlMap map, List<String> above, Map<String, DeviceProfile> loaded)
            throws BadFileException {
        List<String> path = new ArrayList<>(above);
        path.add(id);
        List<DeviceProfile> inherited = new ArrayList<>();
        for (String base : ProfileReader.inherits(map)) {
            inherited.add(load(base, path, loaded));
        }
        return ProfileReader.read(id, map, inherited, definitions);
    }

    /** The index as {@link #bundled} reads it. */
    String writeIndex() {
        StringBuilder text = new StringBuilder();
        index.forEach((id, recognisers) -> {
            text.append(id).append('\n');
            for (Recogniser recogniser : recognisers) {
                text.append(id).append('\t').append(orEmpty(recogniser.objectId()));
                text.append('\t').append(orEmpty(recogniser.present()));
                text.append('\t').append(orEmpty(recogniser.description())).append('\n');
            }
        });
        return text.toString();
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void addIndexLine(String line, Map<String, List<Recogniser>> index) {
        String[] fields = line.split("\t", 4);
        List<Recogniser> recognisers = index.computeIfAbsent(fields[0], id -> new ArrayList<>());
        if (fields.length == 4) {
            recognisers.add(new Recogniser(
                    fields[1].isEmpty() ? null : Oid.of(fields[1]),
                    fields[3].isEmpty() ? null : Pattern.compile(fields[3]),
                    fields[2].isEmpty() ? null : Oid.of(fields[2])));
        }
    }
}
