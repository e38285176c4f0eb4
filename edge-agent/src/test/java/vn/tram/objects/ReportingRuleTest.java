package vn.tram.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.document.ResourcePath;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Wire;

class ReportingRuleTest {

    private static final BootId BOOT = BootId.of(3, 9);
    private static final long NOW = 1_795_000_000_000L;

    private final ReportingRule rule = new ReportingRule(BOOT, 60);
    private long uptime;

    @Test
    void the_first_round_sends_everything_states_first() {
        List<Report> reports = round(name("eth0"), up(), inOctets(100), uptimeSeconds(5));

        assertEquals(2, reports.size());
        assertEquals(new Report(BOOT, 1, Report.Kind.EVENT, 60_000, NOW + 60_000, List.of(up())), reports.get(0));
        assertEquals(
                new Report(
                        BOOT,
                        2,
                        Report.Kind.SAMPLE,
                        60_000,
                        NOW + 60_000,
                        List.of(name("eth0"), inOctets(100), uptimeSeconds(5))),
                reports.get(1));
    }

    @Test
    void later_rounds_leave_out_what_did_not_change() {
        round(name("eth0"), up(), inOctets(100), uptimeSeconds(5));

        List<Report> reports = round(name("eth0"), up(), inOctets(250), uptimeSeconds(65));

        assertEquals(1, reports.size());
        assertEquals(3, reports.get(0).sequence());
        assertEquals(List.of(inOctets(250), uptimeSeconds(65)), reports.get(0).readings());
    }

    @Test
    void a_round_in_which_nothing_changed_still_says_the_uptime() {
        round(name("eth0"), up(), uptimeSeconds(5));

        List<Report> reports = round(name("eth0"), up(), uptimeSeconds(5));

        assertEquals(List.of(uptimeSeconds(5)), reports.get(0).readings());
    }

    @Test
    void a_round_without_uptime_says_something_else() {
        round(name("eth0"), up());

        assertEquals(List.of(name("eth0")), round(name("eth0"), up()).get(0).readings());
    }

    @Test
    void no_readings_are_no_report() {
        assertEquals(List.of(), round());
    }

    @Test
    void floats_move_out_of_a_dead_band_seen_from_what_was_last_sent() {
        round(load(1.00), uptimeSeconds(0));

        assertEquals(
                List.of(uptimeSeconds(60)),
                round(load(1.03), uptimeSeconds(60)).get(0).readings());
        assertEquals(
                List.of(load(1.06), uptimeSeconds(120)),
                round(load(1.06), uptimeSeconds(120)).get(0).readings(),
                "small steps add up");
        assertEquals(
                List.of(uptimeSeconds(180)),
                round(load(1.06), uptimeSeconds(180)).get(0).readings());
    }

    @Test
    void a_float_without_a_band_of_its_own_moves_by_half_a_percent() {
        Reading latitude = Reading.of(6, 0, 0, 200.0);
        round(latitude, uptimeSeconds(0));

        assertEquals(
                List.of(uptimeSeconds(1)),
                round(Reading.of(6, 0, 0, 200.9), uptimeSeconds(1)).get(0).readings());
        assertEquals(
                List.of(Reading.of(6, 0, 0, 201.1), uptimeSeconds(2)),
                round(Reading.of(6, 0, 0, 201.1), uptimeSeconds(2)).get(0).readings());
    }

    @Test
    void a_change_of_state_between_rounds_is_an_event_at_once() {
        round(up(), inOctets(100), uptimeSeconds(5));

        List<Report> reports = watch(down(), inOctets(900));

        assertEquals(1, reports.size());
        assertEquals(Report.Kind.EVENT, reports.get(0).kind());
        assertEquals(List.of(down()), reports.get(0).readings());
        assertEquals(List.of(), watch(down()));
        assertEquals(
                List.of(inOctets(900), uptimeSeconds(65)),
                round(down(), inOctets(900), uptimeSeconds(65)).get(0).readings(),
                "the round does not repeat the event");
    }

    @Test
    void a_state_first_seen_between_rounds_is_an_event_too() {
        round(up(), uptimeSeconds(5));

        Reading usb = Reading.of(42769, 9, 8, 1L);
        assertEquals(List.of(usb), watch(up(), usb).get(0).readings());
    }

    @Test
    void after_a_registration_everything_is_sent_once() {
        round(name("eth0"), up(), uptimeSeconds(5));

        rule.sendAll();

        List<Report> reports = round(name("eth0"), up(), uptimeSeconds(65));
        assertEquals(List.of(up()), reports.get(0).readings());
        assertEquals(List.of(name("eth0"), uptimeSeconds(65)), reports.get(1).readings());
        assertEquals(
                List.of(uptimeSeconds(125)),
                round(name("eth0"), up(), uptimeSeconds(125)).get(0).readings());
    }

    @Test
    void what_was_not_measured_for_a_round_is_sent_again_when_it_is_back() {
        round(name("eth0"), uptimeSeconds(5));
        round(uptimeSeconds(65));

        assertEquals(
                List.of(name("eth0"), uptimeSeconds(125)),
                round(name("eth0"), uptimeSeconds(125)).get(0).readings());
    }

    @Test
    void of_two_readings_of_one_resource_the_later_counts() {
        assertEquals(
                List.of(name("lan1")), round(name("eth0"), name("lan1")).get(0).readings());
    }

    @Test
    void a_node_with_too_many_series_keeps_states_then_vital_ones_and_always_the_same() {
        ReportingRule narrow = new ReportingRule(BOOT, 6);
        List<Reading> many = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            many.add(Reading.of(42769, i, 4, 1500L));
            many.add(Reading.of(42769, i, 8, 1L));
            many.add(Reading.of(42769, i, 9, 10L * i));
        }
        many.add(uptimeSeconds(5));
        Collections.shuffle(many, new Random(42));

        Set<ResourcePath> kept = narrow.round(many, 0, NOW).stream()
                .flatMap(report -> report.readings().stream())
                .map(Reading::path)
                .collect(Collectors.toSet());

        Set<ResourcePath> statesAndOctets = Set.of(
                new ResourcePath(42769, 1, 8),
                new ResourcePath(42769, 2, 8),
                new ResourcePath(42769, 3, 8),
                new ResourcePath(42769, 1, 9),
                new ResourcePath(42769, 2, 9),
                new ResourcePath(42769, 3, 9));
        assertEquals(statesAndOctets, kept);
        assertEquals(4, narrow.surplus());
    }

    @Test
    void a_node_whose_profile_is_found_out_may_send_more() {
        ReportingRule growing = new ReportingRule(BOOT, 1);
        growing.round(List.of(inOctets(1), uptimeSeconds(5)), 0, NOW);

        growing.allow(2);

        assertEquals(
                List.of(uptimeSeconds(5)),
                growing.round(List.of(inOctets(1), uptimeSeconds(5)), 0, NOW)
                        .get(0)
                        .readings());
        assertEquals(0, growing.surplus());
    }

    @Test
    void texts_do_not_use_up_the_series() {
        ReportingRule narrow = new ReportingRule(BOOT, 1);

        List<Report> reports = narrow.round(List.of(name("eth0"), inOctets(1), uptimeSeconds(5)), 0, NOW);

        assertEquals(List.of(name("eth0"), inOctets(1)), reports.get(0).readings());
        assertEquals(1, narrow.surplus());
    }

    @Test
    void a_round_larger_than_a_report_is_split() {
        ReportingRule wide = new ReportingRule(BOOT, 5000);
        List<Reading> many = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            many.add(Reading.of(42769, i, 9, 1L));
        }

        List<Report> reports = wide.round(many, 0, NOW);

        assertEquals(List.of(1L, 2L), reports.stream().map(Report::sequence).toList());
        assertEquals(1, reports.get(1).readings().size());
    }

    @Test
    void a_node_with_many_long_texts_says_them_in_reports_that_each_fit_into_a_message() {
        ReportingRule wide = new ReportingRule(BOOT, 1000);
        List<Reading> texts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            texts.add(Reading.of(42769, i, 1, "ạ".repeat(Reading.MAX_TEXT)));
        }

        List<Report> reports = wide.round(texts, 60_000, NOW);

        assertEquals(
                texts,
                reports.stream().flatMap(report -> report.readings().stream()).toList());
        for (Report report : reports) {
            int bytes = Message.request(Operation.SEND, Long.MAX_VALUE)
                    .payload(Wire.SENML_CBOR, ReportCodec.encode(report))
                    .encode()
                    .length;
            assertTrue(bytes <= Message.MAX_BYTES, () -> "bytes: " + bytes);
        }
        assertTrue(reports.size() <= 8, () -> "reports: " + reports.size());
    }

    @Test
    void a_switch_with_more_ports_than_it_may_report_still_says_that_it_is_reached_again_and_what_it_trapped() {
        List<Reading> ports = new ArrayList<>();
        for (int port = 1; port <= 80; port++) {
            ports.add(Reading.of(42769, port, 8, 1L));
        }
        Reading notReached = new Reading(Conditions.REACHABLE, false);
        Reading reachedAgain = new Reading(Conditions.REACHABLE, true);
        round(notReached);

        ports.add(reachedAgain);
        List<Report> reports = round(ports.toArray(new Reading[0]));

        assertTrue(reports.get(0).readings().contains(reachedAgain), () -> reports.toString());
        Reading second = Reading.of(42779, 0, 1, 2L);
        assertEquals(
                List.of(second),
                rule.watch(List.of(second), 90_000, NOW + 90_000).get(0).readings());
    }

    @Test
    void with_any_readings_a_round_and_no_event_missed_the_controller_ends_with_the_same_states() {
        Random random = new Random(7);
        Map<ResourcePath, Object> believed = new HashMap<>();
        Map<ResourcePath, Object> real = new HashMap<>();
        for (int step = 0; step < 500; step++) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                readings.add(Reading.of(42769, i, 8, (long) random.nextInt(1, 3)));
            }
            readings.forEach(reading -> real.put(reading.path(), reading.value()));
            boolean isRound = random.nextInt(5) == 0;
            List<Report> reports = isRound ? rule.round(readings, step, NOW) : rule.watch(readings, step, NOW);
            reports.forEach(
                    report -> report.readings().forEach(reading -> believed.put(reading.path(), reading.value())));
            assertEquals(real, believed, "step " + step);
            assertTrue(reports.size() <= 1);
        }
    }

    private List<Report> round(Reading... readings) {
        uptime += 60_000;
        return rule.round(List.of(readings), uptime, NOW + uptime);
    }

    private List<Report> watch(Reading... readings) {
        uptime += 500;
        return rule.watch(List.of(readings), uptime, NOW + uptime);
    }

    private static Reading name(String name) {
        return Reading.of(42769, 2, 0, name);
    }

    private static Reading up() {
        return Reading.of(42769, 2, 8, 1L);
    }

    private static Reading down() {
        return Reading.of(42769, 2, 8, 2L);
    }

    private static Reading inOctets(long octets) {
        return Reading.of(42769, 2, 9, octets);
    }

    private static Reading load(double load) {
        return Reading.of(42770, 0, 1, load);
    }

    private static Reading uptimeSeconds(long seconds) {
        return Reading.of(42770, 0, 4, seconds);
    }
}
