package vn.tram.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static vn.tram.sla.Written.MEF;
import static vn.tram.sla.Written.MONTH;
import static vn.tram.sla.Written.UPTIME;
import static vn.tram.sla.Written.Y1540;
import static vn.tram.sla.Written.at;
import static vn.tram.sla.Written.definition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.tram.inventory.Site;
import vn.tram.state.Health;

/** Figures that somebody can compute again by hand. */
class AvailabilityTest {

    private static final String XA = "cp-xa";
    private static final Instant CUT = at("2026-10-13T03:00:00Z");
    private static final long MINUTE = 60_000;

    private static Written tenMinutesOut() {
        return Written.upSinceSeptember(XA).says(CUT, XA, Health.DOWN).says(CUT.plusSeconds(600), XA, Health.UP);
    }

    @Test
    void a_fibre_cut_of_ten_minutes_in_october_gives_the_uptime_that_one_computes_by_hand() {
        Result october = tenMinutesOut().october(UPTIME);

        assertEquals(new Measure(MONTH - 10 * MINUTE, 10 * MINUTE, 0, 0), october.measure());
        // 44,630 of 44,640 minutes: 99.977598…
        assertEquals(99_977, october.measure().thousandths());
        assertEquals(1, october.outages());
        assertEquals(10 * MINUTE, october.longest());
    }

    @Test
    void less_than_everything_is_never_rounded_up_to_everything() {
        Written written =
                Written.upSinceSeptember(XA).says(CUT, XA, Health.DOWN).says(CUT.plusMillis(1), XA, Health.UP);

        assertEquals(99_999, written.october(UPTIME).measure().thousandths());
        assertEquals(
                100_000, Written.upSinceSeptember(XA).october(UPTIME).measure().thousandths());
    }

    @Test
    void the_controller_being_off_is_not_the_sites_outage() {
        Written written = Written.upSinceSeptember(XA)
                .controllerOff(CUT, CUT.plus(Duration.ofDays(3)))
                .says(CUT.plus(Duration.ofDays(3)).plusSeconds(5), XA, Health.UP);

        Measure measure = written.october(UPTIME).measure();

        assertEquals(100_000, measure.thousandths());
        assertEquals(Duration.ofDays(3).toMillis() + 5_000, measure.excluded());
    }

    @Test
    void what_nobody_knows_counts_as_neither_and_is_told_or_counts_as_down() {
        Written written = Written.upSinceSeptember(XA)
                .says(CUT, XA, Health.UNKNOWN)
                .says(CUT.plus(Duration.ofHours(24)), XA, Health.UP);

        Measure lenient = written.october(UPTIME).measure();
        Measure strict =
                written.october(definition("kind: uptime", "unknown: down")).measure();

        assertEquals(100_000, lenient.thousandths());
        assertEquals(96_774, lenient.known());
        assertEquals(96_774, strict.thousandths());
    }

    @Test
    void a_node_that_was_placed_and_never_heard_is_in_the_sheet_without_a_figure() {
        Sheet sheet =
                new Written().placed("cp-im", Site.Tier.COMMUNE, "09286", "").sheet(UPTIME, "2026-10", View.CORRECTED);

        assertEquals(-1, sheet.nodes().get(0).measure().thousandths());
        assertNull(sheet.nodes().get(0).met());
    }

    @Test
    void an_outage_that_never_ended_ends_with_the_month_and_goes_on_in_the_next() {
        Instant last = at("2026-10-31T16:00:00Z");
        Written written = Written.upSinceSeptember(XA).says(last, XA, Health.DOWN);

        assertEquals(60 * MINUTE, written.october(UPTIME).measure().down());
        Sheet november = written.sheet(UPTIME, "2026-11", View.CORRECTED);
        assertEquals(0, november.nodes().get(0).measure().thousandths());
        assertEquals(1, november.nodes().get(0).outages());
    }

    @Test
    void the_month_begins_at_midnight_in_viet_nam() {
        Written written = Written.upSinceSeptember(XA)
                .says(at("2026-09-30T16:50:00Z"), XA, Health.DOWN)
                .says(at("2026-09-30T17:10:00Z"), XA, Health.UP);

        assertEquals(10 * MINUTE, written.october(UPTIME).measure().down());
        assertEquals(
                10 * MINUTE,
                written.sheet(UPTIME, "2026-09", View.CORRECTED)
                        .nodes()
                        .get(0)
                        .measure()
                        .down());
        Period quarter = Period.parse("2026-Q4", UPTIME.zone());
        assertEquals(new Period("2026-Q4", Written.OCTOBER, at("2026-12-31T17:00:00Z")), quarter);
        assertNull(Period.parse("2026-13", UPTIME.zone()));
        assertNull(Period.parse("2026-Q5", UPTIME.zone()));
    }

    @Test
    void the_present_month_ends_now() {
        Instant now = CUT.plus(Duration.ofHours(1));
        Sheet sheet = tenMinutesOut().sheet(UPTIME, "2026-10", View.CORRECTED, now);

        Measure measure = sheet.nodes().get(0).measure();

        assertEquals(now, sheet.to());
        assertEquals(Duration.between(Written.OCTOBER, now).toMillis(), measure.up() + measure.down());
    }

    @Test
    void a_correction_changes_what_is_known_and_not_what_was_shown() {
        Written written = tenMinutesOut()
                .corrected(CUT.plusSeconds(4000), XA, CUT, CUT.plusSeconds(300), Health.UP, null)
                .corrected(CUT.plusSeconds(4000), XA, CUT.minusSeconds(60), CUT.plusSeconds(600), null, "UPLINK");

        assertEquals(
                10 * MINUTE,
                written.sheet(UPTIME, "2026-10", View.SHOWN)
                        .nodes()
                        .get(0)
                        .measure()
                        .down());
        assertEquals(5 * MINUTE, written.october(UPTIME).measure().down());
        List<Interval> corrected = written.intervals(XA, View.CORRECTED, Written.OCTOBER, Written.NOVEMBER);
        assertEquals(
                List.of(new Interval(CUT.plusSeconds(300), CUT.plusSeconds(600), Health.DOWN, "UPLINK")),
                corrected.stream()
                        .filter(interval -> interval.verdict() == Health.DOWN)
                        .toList());
    }

    @Test
    void an_outage_that_turns_out_to_be_our_fault_is_no_longer_the_sites() {
        Written written =
                tenMinutesOut().corrected(CUT.plusSeconds(900), XA, CUT, CUT.plusSeconds(600), null, Entry.OURS);

        assertEquals(100_000, written.october(UPTIME).measure().thousandths());
        assertEquals(10 * MINUTE, written.october(UPTIME).measure().excluded());
    }

    @Test
    void it_began_when_the_line_broke_and_was_shown_some_seconds_later() {
        Written written = Written.upSinceSeptember(XA)
                .down(CUT.plusSeconds(4), CUT, XA)
                .says(CUT.plusSeconds(600), XA, Health.UP);

        assertEquals(600_000, written.october(UPTIME).measure().down());
        assertEquals(
                596_000,
                written.sheet(UPTIME, "2026-10", View.SHOWN)
                        .nodes()
                        .get(0)
                        .measure()
                        .down());
    }

    @Test
    void y1540_counts_an_interval_only_when_more_than_three_quarters_of_it_are_lost() {
        Instant block = at("2026-10-13T03:00:00Z");
        Written shortOne =
                Written.upSinceSeptember(XA).says(block, XA, Health.DOWN).says(block.plusSeconds(220), XA, Health.UP);
        Written longer =
                Written.upSinceSeptember(XA).says(block, XA, Health.DOWN).says(block.plusSeconds(230), XA, Health.UP);
        Written across = Written.upSinceSeptember(XA)
                .says(block.minusSeconds(150), XA, Health.DOWN)
                .says(block.plusSeconds(150), XA, Health.UP);

        assertEquals(0, shortOne.october(Y1540).measure().down());
        assertEquals(5 * MINUTE, longer.october(Y1540).measure().down());
        assertEquals(0, across.october(Y1540).measure().down(), "each of the two intervals is half lost");
    }

    @Test
    void mef_needs_ten_bad_slots_in_a_row_to_begin_and_ten_good_ones_to_end() {
        Written nine = Written.upSinceSeptember(XA).says(CUT, XA, Health.DOWN).says(CUT.plusSeconds(90), XA, Health.UP);
        Written ten = Written.upSinceSeptember(XA).says(CUT, XA, Health.DOWN).says(CUT.plusSeconds(100), XA, Health.UP);
        Written flapping = Written.upSinceSeptember(XA)
                .says(CUT, XA, Health.DOWN)
                .says(CUT.plusSeconds(100), XA, Health.UP)
                .says(CUT.plusSeconds(190), XA, Health.DOWN)
                .says(CUT.plusSeconds(200), XA, Health.UP);

        assertEquals(0, nine.october(MEF).measure().down());
        assertEquals(100_000, ten.october(MEF).measure().down());
        assertEquals(200_000, flapping.october(MEF).measure().down(), "nine good slots do not end it");
        assertEquals(1, flapping.october(MEF).outages());
    }

    @Test
    void mef_does_not_count_maintenance_and_y1540_does() {
        Written written = tenMinutesOut().maintenance(XA, CUT.minusSeconds(5), CUT.plusSeconds(605));

        assertEquals(0, written.october(MEF).measure().down());
        assertEquals(620_000, written.october(MEF).measure().excluded(), "every slot that it touches");
        assertEquals(10 * MINUTE, written.october(Y1540).measure().down());
    }

    @Test
    void service_hours_may_go_over_midnight_and_over_the_end_of_the_month() {
        Definition nights = definition(
                "kind: uptime",
                "service-hours: {days: [sat], from: \"22:00\", to: \"06:00\"}",
                "maintenance: excluded");
        // 31 October 2026 is a Saturday: 22:00 to midnight of its night is October's, the rest is November's.
        Instant ten = at("2026-10-31T15:00:00Z");
        Written written = Written.upSinceSeptember(XA).says(ten, XA, Health.DOWN);

        Measure october = written.october(nights).measure();
        Measure november =
                written.sheet(nights, "2026-11", View.CORRECTED).nodes().get(0).measure();

        // The nights of 3, 10, 17 and 24 October, and two hours of the 31st.
        assertEquals(Duration.ofHours(4 * 8).toMillis(), october.up());
        assertEquals(Duration.ofHours(2).toMillis(), october.down());
        assertEquals(Duration.ofHours(6 + 4 * 8).toMillis(), november.down());
    }

    @Test
    void sums_are_by_tier_unit_and_carrier_as_it_was_in_that_month() {
        Written written = tenMinutesOut()
                .placed("cp-tinh", Site.Tier.PROVINCE, "27", "Viettel")
                .says(at("2026-09-20T00:00:00Z"), "cp-tinh", Health.UP);
        Definition promised = definition(
                "kind: uptime",
                "targets: [{tier: commune, percent: \"99.98\", basis: ours}, {tier: province, percent: \"99.95\", basis: ours}]");

        Sheet sheet = written.sheet(promised, "2026-10", View.CORRECTED);

        assertEquals(
                List.of("ALL :99988:1", "TIER COMMUNE:99977:1", "TIER PROVINCE:100000:0"),
                sheet.groups().subList(0, 3).stream()
                        .map(AvailabilityTest::line)
                        .toList());
        assertEquals(
                List.of("CARRIER VNPT:99977:1", "CARRIER Viettel:100000:0"),
                sheet.groups().stream()
                        .filter(group -> group.by() == Sheet.By.CARRIER)
                        .map(AvailabilityTest::line)
                        .toList());
        assertEquals(XA, sheet.nodes().get(0).endpoint(), "the worst is first");
        assertEquals(false, sheet.nodes().get(0).met());
        assertEquals(true, sheet.nodes().get(1).met());
    }

    private static String line(Sheet.Group group) {
        return group.by() + " " + group.key() + ":" + group.measure().thousandths() + ":" + group.below();
    }

    @Test
    void a_past_month_gives_the_same_figures_to_the_digit_whatever_happens_later() {
        Written written = random(7);
        Sheet then = written.sheet(UPTIME, "2026-10", View.CORRECTED, Written.NOVEMBER);
        Sheet mef = written.sheet(MEF, "2026-10", View.CORRECTED, Written.NOVEMBER);

        written.placed(XA, Site.Tier.DISTRICT, "256", "FPT");
        Written later = written.says(Written.NOVEMBER.plusSeconds(77), XA, Health.DOWN)
                .controllerOff(Written.NOVEMBER.plusSeconds(99), Written.NOVEMBER.plusSeconds(999));

        assertEquals(
                then.nodes().get(0).measure(),
                later.sheet(UPTIME, "2026-10", View.CORRECTED).nodes().get(0).measure());
        assertEquals(
                mef.nodes().get(0).measure(),
                later.sheet(MEF, "2026-10", View.CORRECTED).nodes().get(0).measure());
        assertNotEquals(0, then.nodes().get(0).measure().down());
    }

    @Test
    void no_millisecond_is_lost_or_counted_twice() {
        for (int seed = 0; seed < 50; seed++) {
            Written written = random(seed);
            for (Definition definition : List.of(UPTIME, Y1540, MEF)) {
                Measure sum = written.october(definition).measure();
                assertEquals(
                        MONTH,
                        sum.up() + sum.down() + sum.unknown() + sum.excluded(),
                        definition.kind().name());
            }
        }
    }

    private static Written random(int seed) {
        Random random = new Random(seed);
        Written written = Written.upSinceSeptember(XA);
        Instant now = Written.OCTOBER.minusSeconds(100_000);
        while (now.isBefore(Written.NOVEMBER.minusSeconds(20_000))) {
            now = now.plusMillis(random.nextInt(20_000_000));
            Health[] all = Health.values();
            if (random.nextInt(9) == 0) {
                written.controllerOff(now, now.plusMillis(5_000));
            } else {
                written.says(now, XA, all[random.nextInt(all.length)]);
            }
        }
        return written;
    }
}
