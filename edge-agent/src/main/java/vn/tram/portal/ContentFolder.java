package vn.tram.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PolicyFile;
import vn.tram.bundle.PortalFile;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * The bundles on this device: blobs by their hash, and one small file that names the manifest to show, replaced in one
 * step. The bundle shown before stays until the next one comes. Used by one thread at a time.
 */
public final class ContentFolder {

    private static final long MAX_MANIFEST_BYTES = 64 * 1024;

    private final Path folder;
    private final Path blobs;
    private final Path current;
    private final KnownKeys keys;

    /**
     * A bundle that was verified and can be shown.
     *
     * @param hash of its manifest
     * @param policy the standard one when the bundle has none
     */
    public record Shown(String hash, Manifest manifest, PortalContent content, PortalPolicy policy) {}

    /** @param keys by which bundles are told from forged ones */
    public ContentFolder(Path folder, KnownKeys keys) throws IOException {
        this.folder = folder;
        this.keys = keys;
        blobs = folder.resolve("blobs");
        current = folder.resolve("current");
        Files.createDirectories(blobs);
    }

    /** The emergency broadcasts that are kept beside the bundles. */
    Broadcasts broadcasts(InstantSource clock) throws IOException {
        return new Broadcasts(folder, keys, clock);
    }

    /** What was shown last; null when nothing was, or it is damaged or not signed: then it must be fetched again. */
    public @Nullable Shown current() throws IOException {
        if (!Files.exists(current)) {
            return null;
        }
        String hash = Files.readString(current).strip();
        try {
            return Hash.isOne(hash) ? open(hash) : null;
        } catch (BadFileException e) {
            return null;
        }
    }

    /**
     * Fetches what is missing of the bundle {@code hash}, verifies all of it, and makes it the current one.
     *
     * @throws IOException when something could not be fetched or is not what its hash says
     * @throws BadFileException when it is not signed by the centre, or is no bundle
     */
    public Shown install(String hash, BlobSource source) throws IOException, BadFileException {
        obtain(hash, MAX_MANIFEST_BYTES, source);
        for (Manifest.Entry file : believed(hash).files()) {
            obtain(file.hash(), file.bytes(), source);
        }
        Shown shown = open(hash);
        Shown previous = current();
        WholeFile.write(current, hash + "\n");
        removeAllBut(previous == null ? List.of(shown) : List.of(shown, previous));
        return shown;
    }

    /** A manifest that is refused is not kept, so that those who send such cannot fill the disk. */
    private Manifest believed(String hash) throws IOException, BadFileException {
        String blob = read(hash);
        try {
            return Manifest.open(hash, blob, keys.forText(blob));
        } catch (BadFileException e) {
            Files.deleteIfExists(blobs.resolve(hash));
            throw e;
        }
    }

    private void obtain(String hash, long maxBytes, BlobSource source) throws IOException {
        Path blob = blobs.resolve(hash);
        if (Files.exists(blob) && Hash.of(Files.readAllBytes(blob)).equals(hash)) {
            return;
        }
        Path part = blobs.resolve(hash + ".part");
        source.fetch(hash, part, maxBytes);
        String arrived = Hash.of(Files.readAllBytes(part));
        if (!arrived.equals(hash)) {
            Files.delete(part);
            throw new IOException("content: must have the hash " + hash + ", what came has " + arrived);
        }
        WholeFile.replace(part, blob);
    }

    private Shown open(String hash) throws IOException, BadFileException {
        Manifest manifest = Manifest.open(hash, read(hash), keys.now());
        Manifest.Entry portal = manifest.file(PortalFile.PATH);
        if (portal == null) {
            throw new BadFileException(hash, "files", "must hold " + PortalFile.PATH, "");
        }
        Manifest.Entry policy = manifest.file(PolicyFile.PATH);
        return new Shown(
                hash,
                manifest,
                PortalFile.parse(read(portal.hash())),
                policy == null ? PolicyFile.standard() : PolicyFile.parse(read(policy.hash())));
    }

    private String read(String hash) throws IOException, BadFileException {
        Path blob = blobs.resolve(hash);
        byte[] bytes = Files.exists(blob) ? Files.readAllBytes(blob) : new byte[0];
        if (!Hash.of(bytes).equals(hash)) {
            throw new BadFileException(hash, "", "must have this hash", Hash.of(bytes));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void removeAllBut(List<Shown> kept) throws IOException {
        Set<String> names = new HashSet<>();
        for (Shown one : kept) {
            names.add(one.hash());
            one.manifest().files().forEach(file -> names.add(file.hash()));
        }
        try (Stream<Path> files = Files.list(blobs)) {
            for (Path file : files.filter(f -> !names.contains(String.valueOf(f.getFileName())))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
