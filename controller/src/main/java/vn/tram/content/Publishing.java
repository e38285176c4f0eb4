package vn.tram.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PortalFile;
import vn.tram.bundle.SigningKey;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * What the province has published for its portals. Each publication makes one bundle: blobs in a folder under their
 * hashes, and one line in {@code publications}: revision, manifest hash, time, who. Safe for use by many threads; a
 * publication is durable when the call returns.
 */
public final class Publishing {

    private final Path blobs;
    private final Path list;
    private final Supplier<String> province;
    private final List<SigningKey> keys;
    private final InstantSource clock;
    private final List<Publication> publications = new ArrayList<>();
    private PortalContent content;

    /**
     * One bundle.
     *
     * @param hash of its manifest
     * @param actor user name of who published it
     */
    public record Publication(long revision, String hash, Instant publishedAt, String actor) {}

    /**
     * What was published last with other keys, or with none, is published anew with these.
     *
     * @param province who offers the network, in Vietnamese; asked at each publication
     * @param keys that sign the bundles, the newest first
     */
    public Publishing(Path folder, Supplier<String> province, List<SigningKey> keys, InstantSource clock)
            throws IOException, BadFileException {
        this.blobs = folder.resolve("blobs");
        this.list = folder.resolve("publications");
        this.province = province;
        this.keys = List.copyOf(keys);
        this.clock = clock;
        Files.createDirectories(blobs);
        if (Files.exists(list)) {
            for (String line : Files.readAllLines(list)) {
                publications.add(parse(line));
            }
        }
        content = publications.isEmpty() ? new PortalContent("", List.of()) : contentOf(newest());
        if (!publications.isEmpty() && !isSigned(newest())) {
            keep(newest().actor(), content);
        }
    }

    private boolean isSigned(Publication publication) throws IOException, BadFileException {
        String blob = Files.readString(blobs.resolve(publication.hash()));
        return new String(Manifest.parse(blob).signed(keys), StandardCharsets.UTF_8).equals(blob);
    }

    private Publication parse(String line) throws BadFileException {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4 || !Hash.isOne(parts[1])) {
            throw new BadFileException(
                    list.toString(), "line", "must be: revision, manifest hash, time, user name", "\"" + line + "\"");
        }
        return new Publication(Long.parseLong(parts[0]), parts[1], Instant.parse(parts[2]), parts[3]);
    }

    private PortalContent contentOf(Publication publication) throws IOException, BadFileException {
        Manifest manifest = Manifest.parse(Files.readString(blobs.resolve(publication.hash())));
        Manifest.Entry portal = manifest.file(PortalFile.PATH);
        if (portal == null) {
            throw new BadFileException(publication.hash(), "files", "must hold " + PortalFile.PATH, "");
        }
        return PortalFile.parse(Files.readString(blobs.resolve(portal.hash())));
    }

    /** The folder of blobs, each named by its hash. */
    public Path blobs() {
        return blobs;
    }

    /** What portals should show now; null when nothing was ever published. */
    public synchronized @Nullable Publication current() {
        return publications.isEmpty() ? null : newest();
    }

    private Publication newest() {
        return publications.get(publications.size() - 1);
    }

    /** Oldest first. */
    public synchronized List<Publication> publications() {
        return List.copyOf(publications);
    }

    public synchronized PortalContent content() {
        return content;
    }

    /** Adds an announcement to what is shown, and makes the bundle. */
    public synchronized Publication publish(
            String actor, Announcement.Text vietnamese, Announcement.@Nullable Text english) throws IOException {
        long revision = nextRevision();
        PortalContent next = new PortalContent(province.get(), content.announcements())
                .with(new Announcement(revision, now(), vietnamese, english));
        return keep(actor, next);
    }

    private long nextRevision() {
        return publications.isEmpty() ? 1 : newest().revision() + 1;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Publication keep(String actor, PortalContent next) throws IOException {
        long revision = nextRevision();
        Instant now = now();
        byte[] portal = PortalFile.toJson(next).getBytes(StandardCharsets.UTF_8);
        Manifest manifest = new Manifest(
                revision, now, List.of(new Manifest.Entry(PortalFile.PATH, Hash.of(portal), portal.length)));
        byte[] manifestBytes = manifest.signed(keys);
        WholeFile.write(blobs.resolve(Hash.of(portal)), portal);
        WholeFile.write(blobs.resolve(Hash.of(manifestBytes)), manifestBytes);
        Publication publication = new Publication(revision, Hash.of(manifestBytes), now, actor);
        List<Publication> all = new ArrayList<>(publications);
        all.add(publication);
        StringBuilder lines = new StringBuilder();
        for (Publication one : all) {
            lines.append(one.revision())
                    .append(' ')
                    .append(one.hash())
                    .append(' ')
                    .append(one.publishedAt())
                    .append(' ')
                    .append(one.actor())
                    .append('\n');
        }
        WholeFile.write(list, lines.toString());
        publications.add(publication);
        content = next;
        return publication;
    }
}
