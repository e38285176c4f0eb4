package vn.tram.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PortalFile;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * Every edition that ever was: a file for each under its hash, and one list of them: revision, hash, time, who. An
 * edition is on the disk before the list names it, and none is ever removed. Used by one thread at a time.
 */
final class Editions {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path files;
    private final Path list;
    private final List<String> lines = new ArrayList<>();
    private Edition newest = Edition.NONE;

    /** @param folder of the content; what was published before there were editions becomes the first one */
    Editions(Path folder) throws IOException, BadFileException {
        this.files = folder.resolve("editions");
        this.list = folder.resolve("editions.list");
        Files.createDirectories(files);
        if (Files.exists(list)) {
            lines.addAll(Files.readAllLines(list));
        }
        if (!lines.isEmpty()) {
            newest = read(lines.get(lines.size() - 1));
        } else if (Files.exists(folder.resolve("publications"))) {
            before(folder);
        }
    }

    private Edition read(String line) throws IOException, BadFileException {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4 || !Hash.isOne(parts[1])) {
            throw new BadFileException(
                    list.toString(), "line", "must be: revision, hash, time, user name", "\"" + line + "\"");
        }
        Path file = files.resolve(parts[1]);
        byte[] bytes = Files.readAllBytes(file);
        if (!Hash.of(bytes).equals(parts[1])) {
            throw new BadFileException(file.toString(), "", "must have the hash that is its name", Hash.of(bytes));
        }
        try {
            return MAPPER.readValue(bytes, Edition.class);
        } catch (JacksonException e) {
            throw new BadFileException(file.toString(), "", "must be an edition", String.valueOf(e.getMessage()));
        }
    }

    /** What was published by an earlier version: each line named a bundle's manifest. Its files stay, aside. */
    private void before(Path folder) throws IOException, BadFileException {
        Path aside = folder.resolve("blobs-before-editions");
        if (!Files.exists(aside)) {
            Files.move(folder.resolve("blobs"), aside);
        }
        List<String> published = Files.readAllLines(folder.resolve("publications"));
        if (published.isEmpty()) {
            return;
        }
        String[] last = published.get(published.size() - 1).split(" ", -1);
        Manifest manifest = Manifest.parse(Files.readString(aside.resolve(last[1])));
        Manifest.Entry portal = manifest.file(PortalFile.PATH);
        PortalContent content = portal == null
                ? new PortalContent("", List.of())
                : PortalFile.parse(Files.readString(aside.resolve(portal.hash())));
        List<Notice> notices = new ArrayList<>();
        for (Announcement one : content.announcements()) {
            Notice.Words words = new Notice.Words(one.vietnamese(), one.english(), one.showing(), List.of());
            notices.add(new Notice(
                    "r" + one.revision(), one.revision(), one.publishedAt(), author(published, one.revision()), words));
        }
        add(new Edition(manifest.revision() + 1, manifest.publishedAt(), last[3], notices, List.of()));
    }

    private static String author(List<String> published, long revision) {
        return published.stream()
                .filter(line -> line.startsWith(revision + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    Edition newest() {
        return newest;
    }

    long nextRevision() {
        return newest.revision() + 1;
    }

    /** It is durable when this returns. */
    void add(Edition edition) throws IOException {
        byte[] bytes = MAPPER.writeValueAsString(edition).getBytes(StandardCharsets.UTF_8);
        String hash = Hash.of(bytes);
        WholeFile.write(files.resolve(hash), bytes);
        Instant at = edition.at();
        String line = edition.revision() + " " + hash + " " + at + " " + edition.actor();
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        WholeFile.write(list, String.join("\n", all) + "\n");
        lines.add(line);
        newest = edition;
    }
}
