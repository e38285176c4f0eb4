package vn.tram.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.profiles.file.BadFileException;

class BundleTest {

    private static final Instant PUBLISHED = Instant.parse("2026-11-24T05:00:00Z");
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void a_blob_is_named_by_its_sha_256() {
        assertEquals(SHA256_OF_ABC, Hash.of(new byte[] {'a', 'b', 'c'}));
    }

    @Test
    void a_manifest_reads_back() throws Exception {
        Manifest manifest = new Manifest(7, PUBLISHED, List.of(new Manifest.Entry("portal.json", SHA256_OF_ABC, 3)));
        assertEquals(manifest, Manifest.parse(manifest.toJson()));
    }

    @Test
    void a_manifest_that_points_out_of_its_folder_is_refused() {
        String evil = new Manifest(7, PUBLISHED, List.of(new Manifest.Entry("portal.json", SHA256_OF_ABC, 3)))
                .toJson()
                .replace("portal.json", "../../etc/passwd");
        BadFileException refused = assertThrows(BadFileException.class, () -> Manifest.parse(evil));
        assertTrue(refused.getMessage().contains("must be a plain file name"), refused.getMessage());
    }

    @Test
    void a_manifest_of_more_bytes_than_a_box_should_hold_is_refused() {
        List<Manifest.Entry> files = IntStream.range(0, 3)
                .mapToObj(i -> new Manifest.Entry("f" + i, SHA256_OF_ABC, Manifest.MAX_BYTES / 2))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> new Manifest(1, PUBLISHED, files));
    }

    @Test
    void content_reads_back_whatever_people_typed() throws Exception {
        PortalContent content = new PortalContent("Tỉnh Bắc Ninh", List.of())
                .with(new Announcement(
                        1,
                        PUBLISHED,
                        new Announcement.Text(
                                "Họp: \"Tiếp dân\" & # 'x' {a} [b] - \\ %", "Dòng 1\nDòng 2\n\nĐoạn 2: €"),
                        new Announcement.Text("yes", "~")))
                .with(new Announcement(2, PUBLISHED, new Announcement.Text("12", ""), null));
        assertEquals(content, PortalFile.parse(PortalFile.toJson(content)));
    }

    @Test
    void text_is_kept_in_nfc() {
        assertEquals(4, new Announcement.Text("Bắc", "").title().length() + 1);
    }

    @Test
    void a_title_that_is_too_long_or_holds_a_control_character_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Announcement.Text("x".repeat(121), ""));
        assertThrows(IllegalArgumentException.class, () -> new Announcement.Text("a\u0007b", ""));
        assertThrows(IllegalArgumentException.class, () -> new Announcement.Text(" ", "body"));
    }

    @Test
    void only_the_newest_twenty_announcements_stay() {
        PortalContent content = new PortalContent("Tỉnh Bắc Ninh", List.of());
        for (int i = 1; i <= 25; i++) {
            content = content.with(new Announcement(i, PUBLISHED, new Announcement.Text("t" + i, ""), null));
        }
        assertEquals(
                List.of(25L, 6L),
                List.of(
                        content.announcements().get(0).revision(),
                        content.announcements().get(19).revision()));
    }
}
