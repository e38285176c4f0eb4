package vn.tram.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

/**
 * What a bundle consists of. The hash of the manifest's bytes names the bundle, and so every byte of its content.
 *
 * @param revision grows with every publication, from 1
 * @param publishedAt by the controller's clock
 * @param files 1 to {@value #MAX_FILES}, no path twice, together at most {@value #MAX_BYTES} bytes
 */
public record Manifest(long revision, Instant publishedAt, List<Entry> files) {

    public static final int MAX_FILES = 64;
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final Pattern PATH = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}(\\.[a-z0-9]{1,8})?");

    /**
     * One file of the bundle.
     *
     * @param path its name in the bundle; no folders
     * @param hash SHA-256 of its bytes, see {@link Hash}
     * @param bytes its size
     */
    public record Entry(String path, String hash, int bytes) {}

    public Manifest {
        files = List.copyOf(files);
        String problem = problem(revision, files);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static @Nullable String problem(long revision, List<Entry> files) {
        if (revision < 1) {
            return "revision: must be at least 1, was " + revision;
        }
        if (files.isEmpty() || files.size() > MAX_FILES) {
            return "files: must be 1 to " + MAX_FILES + ", were " + files.size();
        }
        Set<String> paths = new HashSet<>();
        long total = 0;
        for (Entry file : files) {
            if (!PATH.matcher(file.path()).matches() || !paths.add(file.path())) {
                return "path: must be a plain file name that occurs once, was " + file.path();
            }
            if (!Hash.isOne(file.hash())) {
                return "sha256 of " + file.path() + ": must be 64 lower-case hexadecimal digits, was " + file.hash();
            }
            if (file.bytes() < 0) {
                return "bytes of " + file.path() + ": must not be negative, were " + file.bytes();
            }
            total += file.bytes();
        }
        return total > MAX_BYTES ? "files: must have at most " + MAX_BYTES + " bytes together, had " + total : null;
    }

    public @Nullable Entry file(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    public String toJson() {
        String entries = files.stream()
                .map(file -> {
                    Map<String, String> fields = new LinkedHashMap<>();
                    fields.put("path", Json.text(file.path()));
                    fields.put("sha256", Json.text(file.hash()));
                    fields.put("bytes", Integer.toString(file.bytes()));
                    return Json.object(fields);
                })
                .collect(Collectors.joining(",", "[", "]"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("format", "1");
        fields.put("revision", Json.text(Long.toString(revision)));
        fields.put("published", Json.text(publishedAt.toString()));
        fields.put("files", entries);
        return Json.object(fields);
    }

    /** As a blob: with the centre's signatures under it. */
    public byte[] signed(List<SigningKey> keys) {
        return Signed.sign(Signed.Purpose.BUNDLE, toJson(), keys).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is read from a blob that the centre has signed.
     *
     * @param hash of the blob, for errors
     * @throws BadFileException when it is not signed with one of the keys, or naming every rule that it breaks
     */
    public static Manifest open(String hash, String blob, VerifyingKeys keys) throws BadFileException {
        return parse(Signed.open(Signed.Purpose.BUNDLE, "manifest " + hash, blob, keys));
    }

    /** @throws BadFileException naming every rule that {@code json} breaks */
    public static Manifest parse(String json) throws BadFileException {
        YamlMap map = YamlMap.parse("manifest", json);
        map.integer("format", 1, 1, 1);
        long revision = number(map, "revision");
        Instant published = instant(map, "published");
        List<Entry> files = new ArrayList<>();
        for (YamlMap file : map.maps("files")) {
            files.add(new Entry(file.text("path"), file.text("sha256"), file.integer("bytes", 0, MAX_BYTES, 0)));
        }
        String problem = problem(revision, files);
        if (problem != null) {
            map.problem("files", problem, "");
        }
        map.done();
        return new Manifest(revision, published, files);
    }

    static long number(YamlMap map, String key) {
        String text = map.text(key);
        if (text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        map.problem(key, "must be a whole number in quotes", text);
        return 1;
    }

    static Instant instant(YamlMap map, String key) {
        String text = map.text(key);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            map.problem(key, "must be a time such as 2026-11-24T05:00:00Z", text);
            return Instant.EPOCH;
        }
    }
}
