package vn.tram.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PortalFile;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.document.Showing;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;

class ContentTest {

    private static final ResourcePath REVISION = new ResourcePath(42772, 0, 2);
    private static final ResourcePath HASH = new ResourcePath(42772, 0, 3);
    private static final long SHOWN = 2;
    private static final long ERROR = 3;

    @TempDir
    Path folder;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Centre centre = new Centre();
    private volatile Instant clock = Instant.parse("2026-11-24T06:00:00Z");

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void what_the_centre_writes_is_fetched_verified_and_shown() throws Exception {
        Content content = content();
        ObjectTree tree = attached(content);
        String hash = centre.publish(1, "Lịch cắt điện");

        assertEquals(ObjectTree.CHANGED, tree.write(REVISION, 1L));
        assertEquals(ObjectTree.CHANGED, tree.write(HASH, hash));

        await().until(() -> state(content) == SHOWN);
        assertEquals("Lịch cắt điện", title(content));
        assertEquals(1, content.revision());
    }

    @Test
    void what_was_shown_is_shown_again_after_a_restart_without_the_centre() throws Exception {
        Content before = content();
        attached(before).write(HASH, centre.publish(1, "Lịch cắt điện"));
        await().until(() -> state(before) == SHOWN);
        centre.blobs.clear();

        Content after = content();

        assertEquals(SHOWN, state(after));
        assertEquals("Lịch cắt điện", title(after));
    }

    @Test
    void a_tampered_blob_is_never_shown_and_the_old_content_stays() throws Exception {
        Content content = content();
        ObjectTree tree = attached(content);
        tree.write(HASH, centre.publish(1, "Cũ"));
        await().until(() -> state(content) == SHOWN);
        String next = centre.publish(2, "Mới");
        centre.blobs.replaceAll(
                (hash, bytes) -> new String(bytes, UTF_8).replace("Mới", "Giả").getBytes(UTF_8));

        tree.write(HASH, next);

        await().until(() -> state(content) == ERROR);
        assertEquals("Cũ", title(content));
        assertEquals(1, content.revision());
    }

    @Test
    void what_a_stranger_has_signed_is_never_shown_and_the_reason_is_a_reading() throws Exception {
        Content content = content();
        ObjectTree tree = attached(content);
        tree.write(HASH, centre.publish(1, "Thật"));
        await().until(() -> state(content) == SHOWN);
        List<SigningKey> own = centre.signing;
        centre.signing = List.of(SigningKey.make());

        tree.write(HASH, centre.publish(2, "Giả"));

        await().until(() -> state(content) == ERROR);
        assertEquals("Thật", title(content));
        assertTrue(error(content).contains("must be of a key that is known here"), error(content));
        assertEquals(VerifyingKeys.of(own), keys().now());
    }

    @Test
    void what_nobody_has_signed_is_never_shown() throws Exception {
        Content content = content();
        centre.signing = List.of();

        attached(content).write(HASH, centre.publish(1, "Không ký"));

        await().until(() -> state(content) == ERROR);
        assertNull(content.content());
        assertTrue(error(content).contains("signature"), error(content));
    }

    @Test
    void an_agent_that_has_no_keys_yet_asks_for_them_and_keeps_them() throws Exception {
        Content content = content();
        assertTrue(keys().now().isEmpty());

        attached(content).write(HASH, centre.publish(1, "Lịch cắt điện"));

        await().until(() -> state(content) == SHOWN);
        assertEquals(centre.open(), keys().now());
        assertEquals(1, centre.asks.get());
    }

    @Test
    void a_change_of_the_centres_key_is_learned_while_both_keys_sign() throws Exception {
        Content content = content();
        ObjectTree tree = attached(content);
        tree.write(HASH, centre.publish(1, "Khóa cũ"));
        await().until(() -> state(content) == SHOWN);
        SigningKey next = SigningKey.make();
        centre.signing = List.of(next, centre.signing.get(0));

        tree.write(HASH, centre.publish(2, "Hai khóa"));
        await().until(() -> content.revision() == 2);
        centre.signing = List.of(next);
        centre.refusesToSayItsKeys = true;
        tree.write(HASH, centre.publish(3, "Khóa mới"));

        await().until(() -> content.revision() == 3);
        assertEquals("Khóa mới", title(content));
    }

    @Test
    void what_is_over_is_gone_by_the_devices_clock_or_by_the_controllers_where_that_is_not_set() throws Exception {
        Content content = content();
        Instant noon = Instant.parse("2026-11-24T05:00:00Z");
        centre.showing = new Showing(noon.minusSeconds(60), noon.plusSeconds(7200), Set.of(), null, null);
        attached(content).write(HASH, centre.publish(1, "Đến chiều"));
        await().until(() -> state(content) == SHOWN);
        assertEquals("Đến chiều", title(content));

        clock = noon.plusSeconds(7200);
        assertEquals(List.of(), announcements(content));
        clock = Instant.EPOCH;
        assertEquals(1, announcements(content).size());
    }

    private static List<Announcement> announcements(Content content) {
        PortalContent now = content.content();
        assertNotNull(now);
        return now.announcements();
    }

    @Test
    void a_fetch_that_breaks_off_goes_on_where_it_ended() throws Exception {
        Content content = content();
        String hash = centre.publish(1, "x".repeat(100));
        centre.breakAfter = 60;

        attached(content).write(HASH, hash);

        await().until(() -> state(content) == SHOWN);
        assertEquals(List.of(0L, 60L), centre.offsets(hash));
    }

    @Test
    void only_the_shown_bundle_and_the_one_before_it_are_kept() throws Exception {
        Content content = content();
        ObjectTree tree = attached(content);
        for (int i = 1; i <= 4; i++) {
            String hash = centre.publish(i, "Bản " + i);
            tree.write(HASH, hash);
            long revision = i;
            await().until(() -> content.revision() == revision);
        }
        try (var blobs = Files.list(folder.resolve("blobs"))) {
            assertEquals(4, blobs.count());
        }
    }

    @Test
    void nonsense_is_refused() throws Exception {
        Content content = content();
        ObjectTree tree = attached(content);
        assertEquals(ObjectTree.BAD_REQUEST, tree.write(HASH, "../../etc/passwd"));
        assertEquals(ObjectTree.BAD_REQUEST, tree.write(REVISION, -1L));
        assertNull(content.content());
    }

    @Test
    void a_damaged_folder_shows_nothing_rather_than_something_wrong() throws Exception {
        Content before = content();
        attached(before).write(HASH, centre.publish(1, "Lịch cắt điện"));
        await().until(() -> state(before) == SHOWN);
        try (var blobs = Files.list(folder.resolve("blobs"))) {
            for (Path blob : blobs.toList()) {
                Files.writeString(blob, "x", StandardOpenOption.APPEND);
            }
        }
        assertNull(content().content());
    }

    private Content content() throws IOException {
        return new Content(new ContentFolder(folder, keys()), centre, () -> clock, executor, new Random(1));
    }

    private KnownKeys keys() {
        return new KnownKeys(folder.resolve(VerifyingKeys.FILE), () -> {
            centre.asks.incrementAndGet();
            if (centre.refusesToSayItsKeys) {
                throw new IOException("no answer");
            }
            return centre.open();
        });
    }

    private static String error(Content content) {
        return content.readings().stream()
                .filter(reading -> reading.path().resource() == 5)
                .map(reading -> String.valueOf(reading.value()))
                .findFirst()
                .orElse("");
    }

    private static ObjectTree attached(Content content) {
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
        content.attach(tree);
        return tree;
    }

    private static long state(Content content) {
        for (Reading reading : content.readings()) {
            if (reading.path().resource() == 4 && reading.value() instanceof Long state) {
                return state;
            }
        }
        return -1;
    }

    private static String title(Content content) {
        PortalContent now = content.content();
        assertNotNull(now);
        return now.announcements().get(0).vietnamese().title();
    }

    /** The controller's blobs, and a line that can break. */
    private static final class Centre implements BlobSource {

        private final Map<String, byte[]> blobs = new HashMap<>();
        private final Map<String, List<Long>> asked = new HashMap<>();
        private final SigningKey known = SigningKey.make();
        private int breakAfter = Integer.MAX_VALUE;
        private volatile List<SigningKey> signing = List.of(known);
        private final AtomicInteger asks = new AtomicInteger();
        private volatile boolean refusesToSayItsKeys;
        private volatile Showing showing = Showing.ALWAYS;

        /** What the device listener says: never a stranger's keys. */
        VerifyingKeys open() {
            return VerifyingKeys.of(signing.size() == 2 ? signing : List.of(known));
        }

        String publish(long revision, String title) {
            Instant now = Instant.parse("2026-11-24T05:00:00Z");
            PortalContent content = new PortalContent("Tỉnh Bắc Ninh", List.of())
                    .with(new Announcement(revision, now, new Announcement.Text(title, ""), null, showing));
            byte[] portal = PortalFile.toJson(content).getBytes(UTF_8);
            Manifest said = new Manifest(
                    revision, now, List.of(new Manifest.Entry(PortalFile.PATH, Hash.of(portal), portal.length)));
            byte[] manifest = signing.isEmpty() ? said.toJson().getBytes(UTF_8) : said.signed(signing);
            blobs.put(Hash.of(portal), portal);
            blobs.put(Hash.of(manifest), manifest);
            return Hash.of(manifest);
        }

        List<Long> offsets(String hash) {
            return asked.getOrDefault(hash, List.of());
        }

        @Override
        public void fetch(String hash, Path part, long maxBytes) throws IOException {
            byte[] bytes = blobs.get(hash);
            if (bytes == null) {
                throw new IOException("no such blob");
            }
            long have = Files.exists(part) ? Files.size(part) : 0;
            asked.computeIfAbsent(hash, key -> new ArrayList<>()).add(have);
            int end = (int) Math.min(bytes.length, have + breakAfter);
            breakAfter = Integer.MAX_VALUE;
            Files.write(
                    part,
                    Arrays.copyOfRange(bytes, (int) have, end),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            if (end < bytes.length) {
                throw new IOException("the line broke");
            }
        }
    }
}
