package vn.tram.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PortalFile;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.desired.Target;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.Showing;
import vn.tram.profiles.file.BadFileException;

class PublishingTest {

    private static final Instant START = Instant.parse("2026-11-24T05:00:00Z");
    private static final Target.Where MARKET =
            new Target.Where("wifi-1", Set.of("a-1", "p-27"), Set.of("09187", "256"));
    private static final Target.Where STATION =
            new Target.Where("wifi-2", Set.of("a-2", "p-27"), Set.of("09190", "256"));
    private static final Target.Where LOST = new Target.Where("wifi-3", Set.of(), Set.of());
    private static final List<Target.Where> ALL = List.of(MARKET, STATION, LOST);

    @TempDir
    Path folder;

    private final SigningKey key = SigningKey.make();
    private Instant now = START;
    private Publishing publishing;

    @BeforeEach
    void a_centre() throws Exception {
        publishing = open();
    }

    private Publishing open() throws IOException, BadFileException {
        return new Publishing(folder, () -> "Tỉnh Bắc Ninh", List.of(key), () -> now);
    }

    @Test
    void what_is_for_everybody_is_one_bundle_for_everybody() throws Exception {
        assertTrue(publishing.bundles(ALL).isEmpty());
        publish("Chung", Showing.ALWAYS);
        List<Publishing.Bundle> bundles = publishing.bundles(ALL);
        assertEquals(1, bundles.size());
        assertEquals(List.of(), bundles.get(0).endpoints());
        assertEquals(List.of("Chung"), titles(bundles.get(0)));
    }

    @Test
    void portals_that_show_the_same_share_a_bundle_and_others_never_see_what_is_not_for_them() throws Exception {
        publish("Chung", Showing.ALWAYS);
        publish("Chợ", Showing.ALWAYS, new Target(Target.Kind.UNIT, "09187"));
        publish("Huyện", Showing.ALWAYS, new Target(Target.Kind.SITE, "p-27"));

        List<Publishing.Bundle> bundles = publishing.bundles(ALL);

        assertEquals(List.of("Chung"), titles(bundles.get(0)));
        assertEquals(List.of("Huyện", "Chợ", "Chung"), titles(of("wifi-1", bundles)));
        assertEquals(List.of("Huyện", "Chung"), titles(of("wifi-2", bundles)));
        assertEquals(bundles.get(0).hash(), of("wifi-3", bundles).hash());
        Target.Where moved = new Target.Where("wifi-2", Set.of("a-1"), Set.of("09187"));
        List<Publishing.Bundle> after = publishing.bundles(List.of(MARKET, moved, LOST));
        assertEquals(List.of("Chợ", "Chung"), titles(of("wifi-2", after)));
    }

    @Test
    void the_same_edition_makes_the_same_bundles_after_a_restart() throws Exception {
        publish("Chung", Showing.ALWAYS);
        publish("Chợ", Showing.ALWAYS, new Target(Target.Kind.NODE, "wifi-1"));
        List<Publishing.Bundle> before = publishing.bundles(ALL);
        now = START.plusSeconds(86_400);
        assertEquals(before, open().bundles(ALL));
    }

    @Test
    void what_is_over_leaves_the_bundle_and_a_device_without_a_clock_learns_the_time_of_it() throws Exception {
        Instant evening = START.plusSeconds(3600);
        publish("Chung", Showing.ALWAYS);
        publish("Đến chiều", new Showing(null, evening, Set.of(), null, null));
        String before = publishing.bundles(ALL).get(0).hash();
        assertEquals(START, manifest(before).publishedAt());

        now = evening.plusSeconds(30);
        Publishing.Bundle after = publishing.bundles(ALL).get(0);

        assertNotEquals(before, after.hash());
        assertEquals(List.of("Chung"), titles(after));
        assertEquals(evening, manifest(after.hash()).publishedAt());
    }

    @Test
    void authors_change_order_and_retire_and_nothing_that_was_published_is_lost() throws Exception {
        Notice first = publish("Một", Showing.ALWAYS);
        Notice second = publish("Hai", Showing.ALWAYS);
        publishing.move("lan", first.id(), 0);
        assertEquals(List.of("Một", "Hai"), titles(publishing.bundles(ALL).get(0)));

        publishing.change("minh", second.id(), words("Hai, mới", Showing.ALWAYS));
        publishing.retire("minh", first.id());

        assertEquals(List.of("Hai, mới"), titles(publishing.bundles(ALL).get(0)));
        assertNull(publishing.retire("minh", first.id()));
        assertNull(publishing.change("minh", first.id(), words("x", Showing.ALWAYS)));
        Publishing restarted = open();
        assertEquals(publishing.edition(), restarted.edition());
        Notice retired = restarted.edition().notice(first.id());
        assertNotNull(retired);
        assertEquals("minh", retired.retiredBy());
        try (var editions = Files.list(folder.resolve("editions"))) {
            assertEquals(5, editions.count());
        }
    }

    @Test
    void what_an_earlier_version_published_goes_on_being_shown() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Path blobs = Files.createDirectories(old.resolve("blobs"));
        PortalContent content = new PortalContent("Tỉnh Bắc Ninh", List.of())
                .with(new Announcement(7, START, new Announcement.Text("Từ trước", "a"), null));
        byte[] portal = PortalFile.toJson(content).getBytes(StandardCharsets.UTF_8);
        byte[] manifest = new Manifest(
                        7, START, List.of(new Manifest.Entry(PortalFile.PATH, Hash.of(portal), portal.length)))
                .toJson()
                .getBytes(StandardCharsets.UTF_8);
        Files.write(blobs.resolve(Hash.of(portal)), portal);
        Files.write(blobs.resolve(Hash.of(manifest)), manifest);
        Files.writeString(old.resolve("publications"), "7 " + Hash.of(manifest) + " " + START + " lan\n");

        publishing = new Publishing(old, () -> "Tỉnh Bắc Ninh", List.of(key), () -> now);
        folder = old;

        Publishing.Bundle bundle = publishing.bundles(ALL).get(0);
        assertEquals(8, bundle.revision());
        assertEquals(List.of("Từ trước"), titles(bundle));
        assertEquals("lan", publishing.edition().inUse().get(0).author());
        assertTrue(Files.exists(old.resolve("blobs-before-editions").resolve(Hash.of(portal))));
    }

    private Notice publish(String title, Showing showing, Target... targets) throws IOException {
        Notice made = publishing.publish("lan", words(title, showing, targets));
        assertNotNull(made);
        return made;
    }

    private static Notice.Words words(String title, Showing showing, Target... targets) {
        return new Notice.Words(new Announcement.Text(title, ""), null, showing, List.of(targets));
    }

    private static Publishing.Bundle of(String endpoint, List<Publishing.Bundle> bundles) {
        return bundles.stream()
                .filter(bundle -> bundle.endpoints().contains(endpoint))
                .findFirst()
                .orElseThrow();
    }

    private Manifest manifest(String hash) throws IOException, BadFileException {
        String blob = Files.readString(folder.resolve("blobs").resolve(hash));
        return Manifest.open(hash, blob, VerifyingKeys.of(key));
    }

    private List<String> titles(Publishing.Bundle bundle) throws IOException, BadFileException {
        Manifest.Entry portal = manifest(bundle.hash()).file(PortalFile.PATH);
        assertNotNull(portal);
        return PortalFile.parse(Files.readString(folder.resolve("blobs").resolve(portal.hash())))
                .announcements()
                .stream()
                .map(one -> one.vietnamese().title())
                .toList();
    }
}
