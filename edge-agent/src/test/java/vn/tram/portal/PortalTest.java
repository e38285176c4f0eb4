package vn.tram.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.access.Grant;
import vn.tram.bundle.PolicyFile;
import vn.tram.document.Allowance;
import vn.tram.document.PortalPolicy;
import vn.tram.document.PortalPolicy.WayIn;
import vn.tram.document.VoucherBatch;
import vn.tram.document.VoucherCode;
import vn.tram.page.Line;
import vn.tram.portal.Hotspot.Answer;

/** A person's visit, told over a real socket. */
class PortalTest {

    private static final Allowance DAY = new Allowance(Duration.ofDays(1), 2_000_000_000, 0, 100_000);

    @TempDir
    Path folder;

    private final List<VoucherCode> codes = IntStream.range(0, 3)
            .mapToObj(serial -> VoucherCode.draw(5, serial, new Random(serial)))
            .toList();
    private Hotspot hotspot;

    @BeforeEach
    void a_hotspot_that_takes_vouchers_too() throws Exception {
        PortalPolicy standard = PolicyFile.standard();
        VoucherBatch batch =
                VoucherBatch.of(codes, Hotspot.NOON.plus(Duration.ofDays(30)), DAY, new byte[VoucherBatch.SALT_BYTES]);
        hotspot = new Hotspot(
                folder,
                new PortalPolicy(
                        standard.allowance(),
                        Set.of(WayIn.RULES, WayIn.VOUCHER),
                        standard.terms(),
                        List.of(),
                        List.of(batch)));
    }

    @AfterEach
    void close() throws IOException {
        hotspot.close();
    }

    private Answer enter(String... more) {
        return hotspot.post("/login", Map.of("seal", Hotspot.seal(hotspot.get("/")), "lang", "vi"), more);
    }

    private Answer voucher(String code) {
        return hotspot.post("/login", Map.of("seal", Hotspot.seal(hotspot.get("/")), "lang", "vi", "code", code));
    }

    @Test
    void a_person_reads_presses_the_button_and_is_in() {
        Answer page = hotspot.get("/");
        assertEquals(200, page.status());
        assertTrue(page.body().contains("Wi-Fi miễn phí của Tỉnh Bắc Ninh"));
        assertFalse(page.headers().containsKey("set-cookie"));

        Answer answer = hotspot.post("/login", Map.of("seal", Hotspot.seal(page), "lang", "vi"));

        assertEquals(303, answer.status());
        assertEquals("/welcome?lang=vi", answer.header("location"));
        Answer welcome = hotspot.get("/welcome?lang=vi");
        assertTrue(welcome.body().contains("Bạn đã vào mạng"));
        assertTrue(welcome.body().contains("Còn 4 giờ, đến 16:00 ngày 24/11/2026."), welcome.body());
        assertEquals(new Grant(Duration.ofHours(4), 0, 1_250_000, 625_000), hotspot.gate.last);
        assertEquals(1, hotspot.count(20));
        assertEquals(1, hotspot.count(6));
    }

    @Test
    void success_is_not_shown_before_whoever_holds_the_doors_has_confirmed() {
        hotspot.gate.isBroken = true;
        Answer answer = enter();
        assertEquals(503, answer.status());
        assertTrue(answer.body().contains("chưa mở được mạng cho máy của bạn"));
        assertFalse(answer.body().contains("Bạn đã vào mạng"));
        assertEquals(302, hotspot.get("/welcome").status());
        assertEquals(1, hotspot.count(28));

        hotspot.gate.isBroken = false;
        Answer again = hotspot.post("/login", Map.of("seal", Hotspot.seal(answer), "lang", "vi"));
        assertEquals(303, again.status(), "the page that says so can be used to try again");
    }

    @Test
    void a_button_that_is_pressed_twice_leads_to_the_same_page_and_opens_once() {
        String seal = Hotspot.seal(hotspot.get("/"));
        assertEquals(303, hotspot.post("/login", Map.of("seal", seal)).status());
        assertEquals(303, hotspot.post("/login", Map.of("seal", seal)).status());
        assertEquals(1, hotspot.count(20));

        hotspot.now = Hotspot.NOON.plus(Duration.ofMinutes(30));
        hotspot.post("/logout", Map.of("seal", Hotspot.seal(hotspot.get("/welcome"))));
        Answer replayed = hotspot.post("/login", Map.of("seal", seal));
        assertEquals(200, replayed.status());
        assertTrue(replayed.body().contains("nút đã được bấm rồi"));
        assertEquals(0, hotspot.count(6), "a replayed form opens no door");
        assertEquals(1, hotspot.count(25));
    }

    @Test
    void what_was_accepted_is_kept_with_the_hash_of_the_rules_and_without_the_devices_address() throws Exception {
        enter();
        String kept = Files.readString(folder.resolve("portal/acceptances/2026-11-24.log"));
        assertTrue(
                kept.matches("2026-11-24T05:00:00Z [0-9a-f]{32} 1 "
                        + PolicyFile.standard().terms().hash() + " rules\n"),
                kept);
        assertFalse(kept.contains(hotspot.gate.mac));
    }

    @Test
    void no_door_opens_when_the_acceptance_cannot_be_kept() throws Exception {
        Files.createDirectory(folder.resolve("portal/acceptances/2026-11-24.log"));
        Answer answer = enter();
        assertEquals(503, answer.status());
        assertTrue(answer.body().contains("chưa lưu được yêu cầu"));
        assertEquals(0, hotspot.count(6));
    }

    @Test
    void records_are_erased_when_their_time_is_over_and_so_is_the_key_of_the_day() throws Exception {
        enter();
        Path first = folder.resolve("portal/acceptances/2026-11-24.log");
        String key = Files.readString(folder.resolve("portal/day-key"));
        goOnFor(Portal.ACCEPTANCE_DAYS - 1);
        assertTrue(Files.exists(first));
        assertNotEquals(key, Files.readString(folder.resolve("portal/day-key")));

        goOnFor(1);
        assertFalse(Files.exists(first));
        assertEquals("", Files.readString(folder.resolve("portal/grants")), "no address outlives its session");
    }

    @Test
    void a_clock_that_jumps_years_ahead_erases_no_record_until_it_has_gone_on_for_a_day() throws Exception {
        enter();
        Path first = folder.resolve("portal/acceptances/2026-11-24.log");
        goOnFor(2);
        hotspot.now = hotspot.now.plus(Duration.ofDays(1000));
        hotspot.portal.erase();
        hotspot.restart();
        hotspot.now = hotspot.now.plus(Duration.ofHours(23));
        hotspot.portal.erase();
        assertTrue(Files.exists(first));

        hotspot.now = hotspot.now.plus(Duration.ofHours(1));
        hotspot.portal.erase();
        assertFalse(Files.exists(first));
    }

    private void goOnFor(int days) {
        for (int i = 0; i < days; i++) {
            hotspot.now = hotspot.now.plus(Duration.ofDays(1));
            hotspot.portal.erase();
        }
    }

    @Test
    void a_hash_of_a_device_is_the_same_all_day_even_after_a_restart_and_another_one_tomorrow() throws Exception {
        enter();
        hotspot.restart();
        enter();
        hotspot.now = Hotspot.NOON.plus(Duration.ofDays(1));
        enter();
        List<String> hashes;
        try (Stream<Path> days =
                Files.list(folder.resolve("portal/acceptances")).sorted()) {
            hashes = days.flatMap(day -> {
                        try {
                            return Files.readAllLines(day).stream();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .map(line -> line.split(" ")[1])
                    .toList();
        }
        assertEquals(3, hashes.size());
        assertEquals(hashes.get(0), hashes.get(1));
        assertNotEquals(hashes.get(1), hashes.get(2));
    }

    @Test
    void a_voucher_opens_the_door_once_with_what_was_printed_for_it() throws Exception {
        assertEquals(
                303,
                voucher(codes.get(0).text().toLowerCase(java.util.Locale.ROOT)).status());
        assertEquals(new Grant(Duration.ofDays(1), 2_000_000_000, 0, 100_000), hotspot.gate.last);
        assertTrue(hotspot.get("/welcome").body().contains("Còn 2 GB dữ liệu."));

        hotspot.gate.mac = "02:00:5e:10:00:02";
        assertTrue(voucher(codes.get(0).text()).body().contains("đã được dùng tại đây"));
        hotspot.restart();
        assertTrue(voucher(codes.get(0).text()).body().contains("đã được dùng tại đây"), "after a restart too");
        assertEquals(303, voucher(codes.get(1).text()).status());
    }

    @Test
    void a_voucher_that_opened_nothing_is_good_again() throws Exception {
        hotspot.gate.isBroken = true;
        assertEquals(503, voucher(codes.get(0).text()).status());
        hotspot.gate.isBroken = false;
        hotspot.restart();
        assertEquals(303, voucher(codes.get(0).text()).status());
    }

    @Test
    void wrong_expired_and_guessed_vouchers_open_nothing() {
        assertTrue(voucher("XXXX-XXXX-XXXX").body().contains("Mã phiếu không đúng"));
        VoucherCode guess = new VoucherCode(5, 0, codes.get(0).secret() ^ 1);
        for (int i = 0; i < 10; i++) {
            assertTrue(voucher(guess.text()).body().contains("Mã phiếu không đúng"));
        }
        assertEquals(429, voucher(codes.get(0).text()).status(), "who guesses waits");

        hotspot.now = Hotspot.NOON.plus(Duration.ofDays(30));
        assertTrue(voucher(codes.get(0).text()).body().contains("đã hết hạn"));
        assertEquals(0, hotspot.count(6));
    }

    @Test
    void a_person_whose_device_changed_its_address_goes_on_with_what_is_left() {
        voucher(codes.get(0).text());
        hotspot.gate.down = 500_000_000;
        hotspot.now = Hotspot.NOON.plus(Duration.ofHours(1));
        String welcome = hotspot.get("/welcome").body();
        String word = welcome.replaceFirst("(?s).*class=\"code\">([^<]+)<.*", "$1");

        hotspot.gate.mac = "06:00:5e:10:00:99";
        Answer page = hotspot.get("/?word=" + word);
        assertTrue(page.body().contains("value=\"" + word + "\""), "the link of the QR code fills in the word");
        Answer answer = hotspot.post("/return", Map.of("seal", Hotspot.seal(page), "word", word));

        assertEquals(303, answer.status());
        Grant rest = Objects.requireNonNull(hotspot.gate.last);
        assertEquals(Duration.ofHours(23), rest.time());
        assertEquals(2_000_000_000L - 500_001_000L, rest.quota());
        assertEquals(1, hotspot.count(6), "the old door is closed");
        assertEquals(1, hotspot.count(21));
    }

    @Test
    void a_word_of_nobody_is_an_honest_page() {
        Answer answer = hotspot.post("/return", Map.of("seal", Hotspot.seal(hotspot.get("/")), "word", "2345-6789"));
        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("Không có phiên nào còn hạn với mã này"));
    }

    @Test
    void whoever_leaves_is_out_at_once() {
        enter();
        Answer answer = hotspot.post("/logout", Map.of("seal", Hotspot.seal(hotspot.get("/welcome")), "lang", "en"));
        assertTrue(answer.body().contains("You have left"));
        assertEquals(302, hotspot.get("/welcome").status());
        assertEquals(0, hotspot.count(6));
    }

    @Test
    void a_restarted_agent_knows_who_is_in_and_what_is_left() throws Exception {
        voucher(codes.get(0).text());
        hotspot.restart();
        hotspot.gate.down = 1_000_000_000;
        String welcome = hotspot.get("/welcome").body();
        assertTrue(welcome.contains("Bạn đã vào mạng"));
        assertTrue(welcome.contains("Còn 1 GB dữ liệu."), welcome);
    }

    @Test
    void a_page_that_stayed_open_for_too_long_needs_one_more_press() {
        String seal = Hotspot.seal(hotspot.get("/"));
        hotspot.now = Hotspot.NOON.plus(Duration.ofMinutes(61));
        Answer late = hotspot.post("/login", Map.of("seal", seal));
        assertTrue(late.body().contains("Trang này mở đã lâu"));
        assertEquals(
                303, hotspot.post("/login", Map.of("seal", Hotspot.seal(late))).status());
    }

    @Test
    void one_tap_says_that_the_wifi_is_broken_and_ten_taps_say_it_once() {
        for (int i = 0; i < 10; i++) {
            Answer answer = hotspot.post("/broken", Map.of("seal", Hotspot.seal(hotspot.get("/")), "lang", "vi"));
            assertTrue(answer.body().contains("Cảm ơn bạn"));
        }
        assertEquals(1, hotspot.count(31));
        assertEquals(1, hotspot.told.size(), "it is told at once");
    }

    @Test
    void without_internet_people_read_why_and_since_when_and_can_report_and_still_come_in() {
        hotspot.line = new Line(Line.State.NO_INTERNET, Hotspot.NOON.minus(Duration.ofMinutes(10)));
        Answer page = hotspot.get("/", "Accept-Language: en-GB,en;q=0.9,vi;q=0.5");
        assertTrue(page.body().contains("This hotspot has no Internet now"));
        assertTrue(page.body().contains("Since 11:50 on 24 Nov 2026."));
        Answer form = hotspot.get("/report?lang=vi");

        Answer thanks = hotspot.post(
                "/report", Map.of("seal", Hotspot.seal(form), "lang", "vi", "message", "Cáp bị đứt ở cổng chợ"));

        assertTrue(thanks.body().contains("sẽ được gửi về trung tâm"));
        assertEquals(
                "2026-11-24T05:00:00Z Cáp bị đứt ở cổng chợ",
                hotspot.told.get(0).value());
        assertEquals(303, enter().status());
    }

    @Test
    void a_report_that_is_not_safe_is_not_thanked_for_and_its_words_are_not_lost() {
        hotspot.outboxIsBroken = true;
        Answer answer = hotspot.post(
                "/report", Map.of("seal", Hotspot.seal(hotspot.get("/report")), "lang", "vi", "message", "Mất mạng"));
        assertEquals(503, answer.status());
        assertTrue(answer.body().contains(">Mất mạng</textarea>"));
    }
}
