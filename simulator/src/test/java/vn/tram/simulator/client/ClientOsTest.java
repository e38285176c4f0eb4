package vn.tram.simulator.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.tram.document.Garden;

/** What each client makes of portals, good and bad, and when it looks again. */
class ClientOsTest {

    static Stream<BadPortals.Row> bad_portals() {
        return BadPortals.all();
    }

    @ParameterizedTest
    @MethodSource("bad_portals")
    void a_bad_portal_is_rejected_by_whom_it_hurts_and_by_nobody_else(BadPortals.Row bad) {
        assertEquals(bad.hurts(), complaints(bad.portal()));
    }

    @Test
    void every_client_rejects_some_portal() {
        List<String> rejecting = BadPortals.all()
                .flatMap(bad -> bad.hurts().keySet().stream())
                .distinct()
                .sorted()
                .toList();

        assertEquals(Internet.clients().stream().map(ClientOs::name).sorted().toList(), rejecting);
    }

    @Test
    void nobody_complains_of_a_portal_that_keeps_the_rules() {
        assertEquals(Map.of(), complaints(FakeHotspot::new));
        assertEquals(Map.of(), complaints(FakeHotspot.WithApi::new));
    }

    @Test
    void a_garden_with_services_of_the_state_disturbs_nobody() {
        assertEquals(Map.of(), complaints(() -> new FakeHotspot.Garden("dichvucong.gov.vn", "bacninh.gov.vn")));
    }

    @Test
    void every_host_that_a_client_asks_is_one_that_no_garden_may_hold() {
        Set<String> asked = new TreeSet<>();
        for (ClientOs os : Internet.clients()) {
            Visit.of(os, new FakeHotspot.WithApi() {
                @Override
                Answer probe(Request request) {
                    asked.add(request.host());
                    return super.probe(request);
                }
            });
        }

        asked.removeIf(host -> Garden.problem(host) != null);
        assertEquals(Set.of(), asked);
    }

    @Test
    void android_says_once_that_there_is_a_login_and_looks_again_every_ten_minutes() {
        Phone phone = new Phone(new Android(), new FakeHotspot());

        phone.joins();
        phone.passes(Duration.ofMinutes(31));

        assertEquals(1, phone.notifications());
        assertEquals(minutes(0, 10, 20, 30), phone.looks());
    }

    @Test
    void android_without_an_answer_tries_again_after_a_second_then_ever_later() {
        Phone phone = new Phone(new Android(), new FakeHotspot() {
            @Override
            Answer probe(Request request) {
                return Answer.failed(Answer.Failure.TIMEOUT);
            }
        });

        phone.joins();
        phone.passes(Duration.ofMinutes(40));

        List<Long> seconds = phone.looks().stream().map(Duration::toSeconds).toList();
        assertEquals(List.of(0L, 1L, 3L, 7L, 15L, 31L, 63L, 127L, 255L, 511L, 1023L, 1623L, 2223L), seconds);
    }

    @Test
    void apple_takes_its_sheet_away_by_its_timer_when_only_a_script_has_logged_in() {
        FakeHotspot hotspot = new FakeHotspot();
        Phone phone = new Phone(new AppleCna(), hotspot);
        phone.joins();

        hotspot.opens();
        phone.passes(Duration.ofSeconds(59));
        assertTrue(phone.is(Finding.State.CAPTIVE));
        phone.passes(Duration.ofSeconds(1));

        assertTrue(phone.is(Finding.State.FREE));
    }

    @Test
    void firefox_polls_every_three_seconds_while_it_shows_its_bar() {
        Phone phone = new Phone(new Firefox(), new FakeHotspot());

        phone.joins();
        phone.passes(Duration.ofSeconds(6));

        assertEquals(List.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(6)), phone.looks());
    }

    @Test
    void what_the_api_tells_is_offered_after_the_login_only() {
        FakeHotspot hotspot = new FakeHotspot.WithApi();
        Phone phone = new Phone(new Android(), hotspot);
        phone.joins();
        assertTrue(phone.last().venue().isEmpty());

        phone.opens();
        phone.logsIn();

        assertEquals(
                URI.create("https://" + FakeHotspot.NAME + "/"),
                phone.last().venue().orElseThrow());
    }

    private static Map<String, Set<Visit.Complaint>> complaints(java.util.function.Supplier<Hotspot> portal) {
        Map<String, Set<Visit.Complaint>> all = new TreeMap<>();
        for (ClientOs os : Internet.clients()) {
            Set<Visit.Complaint> of = Visit.of(os, portal.get());
            if (!of.isEmpty()) {
                all.put(os.name(), of);
            }
        }
        return all;
    }

    private static List<Duration> minutes(long... minutes) {
        return java.util.Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }
}
