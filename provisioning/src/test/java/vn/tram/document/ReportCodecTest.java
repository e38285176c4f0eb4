package vn.tram.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.upokecenter.cbor.CBORObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mDecoder;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mEncoder;
import org.eclipse.leshan.core.request.ContentFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.profiles.ObjectDefinitions;

class ReportCodecTest {

    private static final LwM2mModel MODEL = Models.of(ObjectDefinitions.bundled());

    private static final Report REPORT = new Report(
            BootId.of(7, 0x12345),
            42,
            Report.Kind.EVENT,
            61_500,
            1_795_500_000_123L,
            List.of(
                    Reading.of(42_769, 1, 0, "eth0"),
                    Reading.of(42_769, 1, 7, true),
                    Reading.of(42_769, 1, 9, 9_007_199_254_740_993L),
                    Reading.of(42_769, 2, 0, "cổng số 2"),
                    Reading.of(42_770, 0, 0, 12.5),
                    Reading.of(42_770, 0, 1, 0.1),
                    Reading.of(42_773, 0, 10, 3L)));

    @Test
    void a_report_comes_back_as_it_was() {
        ReportCodec.Decoded decoded = ReportCodec.decode(ReportCodec.encode(REPORT));

        assertNull(decoded.refusal());
        assertEquals(REPORT, decoded.report());
    }

    @Test
    void a_report_of_a_device_behind_the_agent_comes_back_under_its_prefix() {
        byte[] bytes = ReportCodec.encode(REPORT.of("cam-1"));

        assertEquals(REPORT.of("cam-1"), ReportCodec.decode(bytes).report());
        List<String> names = CBORObject.DecodeFromBytes(bytes).getValues().stream()
                .filter(record -> record.ContainsKey(CBORObject.FromObject(-2)))
                .map(record -> record.get(CBORObject.FromObject(-2)).AsString())
                .toList();
        assertEquals("/42773/0/", names.get(0), "the frame is the agent's");
        assertTrue(
                names.subList(1, names.size()).stream().allMatch(name -> name.startsWith("/cam-1/")), names::toString);
    }

    @Test
    void a_report_is_of_one_device() {
        CBORObject two = pack().Add(record("/cam-1/42770/0/4", 2, CBORObject.FromObject(1)))
                .Add(record("/cam-2/42770/0/4", 2, CBORObject.FromObject(1)));
        assertRefused(two, "device: must be one in a report, was cam-1 and cam-2");
        CBORObject mixed = pack().Add(record("/42770/0/4", 2, CBORObject.FromObject(1)))
                .Add(record("/cam-2/42770/0/4", 2, CBORObject.FromObject(1)));
        assertRefused(mixed, "device: must be one in a report, was cam-2 and none");
        CBORObject nameless = pack().Add(record("/Cam_1/42770/0/4", 2, CBORObject.FromObject(1)));
        assertRefused(nameless, "device: must be 1 to 24 of a-z 0-9 -, and begin with a letter, was \"Cam_1\"");
    }

    @Test
    void leshans_decoder_reads_our_bytes_as_the_same_resources() {
        Map<LwM2mPath, LwM2mNode> nodes = new DefaultLwM2mDecoder()
                .decodeNodes(ReportCodec.encode(REPORT), ContentFormat.SENML_CBOR, null, null, MODEL);

        assertEquals(nodes(REPORT), nodes);
        assertEquals(sorted(REPORT), sorted(ReportCodec.decode(nodes).report()));
    }

    @Test
    void we_read_the_bytes_of_leshans_encoder() {
        byte[] bytes = new DefaultLwM2mEncoder().encodeNodes(nodes(REPORT), ContentFormat.SENML_CBOR, null, MODEL);

        ReportCodec.Decoded decoded = ReportCodec.decode(bytes);

        assertNull(decoded.refusal());
        assertEquals(sorted(REPORT), sorted(decoded.report()));
    }

    @Test
    void labels_that_we_do_not_know_are_passed_over_as_the_rfc_demands() {
        CBORObject pack = pack();
        pack.Add(record("/42770/0/1", 2, CBORObject.FromObject(0.25)).Add("note", "by another vendor"));

        Report report = ReportCodec.decode(pack.EncodeToBytes()).report();

        assertEquals(List.of(Reading.of(42_770, 0, 1, 0.25)), report == null ? List.of() : report.readings());
    }

    @Test
    void readings_without_a_frame_are_no_report() {
        CBORObject pack = CBORObject.NewArray().Add(record("/42770/0/1", 2, CBORObject.FromObject(1)));

        assertRefused(pack, "frame /42773/0/0: must be one integer, was missing");
    }

    @Test
    void a_frame_that_cannot_be_is_refused() {
        assertRefused(
                pack(-1, 1, 1, 1, 0).Add(record("/3/0/9", 2, CBORObject.FromObject(1))),
                "boot id: must not be negative, was -1");
        assertRefused(
                pack(1, 0, 1, 1, 0).Add(record("/3/0/9", 2, CBORObject.FromObject(1))),
                "sequence: must be at least 1, was 0");
        assertRefused(
                pack(1, 1, 1, 1, 7).Add(record("/3/0/9", 2, CBORObject.FromObject(1))),
                "frame /42773/0/4: must be 0 or 1, was 7");
        assertRefused(pack(), "readings: must be 1 to 1000, were 0");
        assertRefused(
                pack().Add(record("/42773/0/1", 2, CBORObject.FromObject(9))),
                "frame /42773/0/1: must be one integer, was 9");
    }

    @Test
    void records_that_are_no_readings_are_refused() {
        assertRefused(
                pack().Add(record("/3/0", 2, CBORObject.FromObject(1))),
                "name: must be /object/instance/resource, was /3/0");
        assertRefused(
                pack().Add(record("/3/0/9", 3, CBORObject.FromObject(1))), "vs: must be text, was CBOR 0x1 at byte 86");
        assertRefused(
                pack().Add(CBORObject.NewMap().Add(0, "/3/0/9")),
                "value of /3/0/9: must be a number, a text or a boolean, was missing");
        assertRefused(
                pack().Add(record("/3/0/9", 2, CBORObject.FromObject(1)).Add(4, true)),
                "record: must have one value, was 1 and true");
        assertRefused(pack().Add(record("/3/0/9", 2, CBORObject.FromObject(Double.NaN))), "v: must be finite, was NaN");
        assertRefused(
                pack().Add(record("/3/0/9", 2, CBORObject.FromObject(1)))
                        .Add(record("/3/0/9", 2, CBORObject.FromObject(2))),
                "readings: a path must occur once, twice was /3/0/9");
        assertRefused(CBORObject.FromObject("no pack"), "pack: must be an array, was CBOR 0x67 at byte 0");
    }

    @Test
    void more_readings_than_a_report_has_are_refused() {
        CBORObject pack = pack();
        for (int i = 0; i <= Report.MAX_READINGS; i++) {
            pack.Add(record("/42769/" + i + "/9", 2, CBORObject.FromObject(1)));
        }

        assertRefused(pack, "readings: must be at most 1000, was more");
    }

    @Test
    void a_reading_that_would_be_taken_for_the_frame_is_our_mistake() {
        Report report = new Report(new BootId(1), 1, Report.Kind.SAMPLE, 0, 0, List.of(Reading.of(42_773, 0, 1, 5L)));

        assertThrows(IllegalArgumentException.class, () -> ReportCodec.encode(report));
    }

    @Test
    void damaged_reports_are_read_or_refused_and_never_thrown() {
        byte[] good = ReportCodec.encode(REPORT);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(good, good.length - random.nextInt(4));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            refused += ReportCodec.decode(damaged).report() == null ? 1 : 0;
        }
        assertTrue(refused > 10_000, refused + " refused");
    }

    private static CBORObject pack() {
        return pack(1, 2, 3, 4, 0);
    }

    private static CBORObject pack(long... frame) {
        CBORObject pack = CBORObject.NewArray();
        for (int i = 0; i < frame.length; i++) {
            pack.Add(record("/42773/0/" + i, 2, CBORObject.FromObject(frame[i])));
        }
        return pack;
    }

    private static CBORObject record(String name, int label, CBORObject value) {
        return CBORObject.NewOrderedMap().Add(0, name).Add(label, value);
    }

    private static void assertRefused(CBORObject pack, String refusal) {
        ReportCodec.Decoded decoded = ReportCodec.decode(pack.EncodeToBytes());
        assertEquals(refusal, decoded.refusal());
        assertNull(decoded.report());
    }

    private static Map<LwM2mPath, LwM2mNode> nodes(Report report) {
        Map<LwM2mPath, LwM2mNode> nodes = new LinkedHashMap<>();
        long[] frame = {
            report.boot().value(),
            report.sequence(),
            report.uptimeMillis(),
            report.deviceTimeMillis(),
            report.kind() == Report.Kind.EVENT ? 1 : 0
        };
        for (int i = 0; i < frame.length; i++) {
            nodes.put(new LwM2mPath(42_773, 0, i), LwM2mSingleResource.newIntegerResource(i, frame[i]));
        }
        for (Reading reading : report.readings()) {
            nodes.put(
                    new LwM2mPath(reading.path().toString()),
                    node(reading.path().resource(), reading.value()));
        }
        return nodes;
    }

    private static LwM2mSingleResource node(int resource, Object value) {
        if (value instanceof Long number) {
            return LwM2mSingleResource.newIntegerResource(resource, number);
        } else if (value instanceof Double number) {
            return LwM2mSingleResource.newFloatResource(resource, number);
        } else if (value instanceof Boolean flag) {
            return LwM2mSingleResource.newBooleanResource(resource, flag);
        }
        return LwM2mSingleResource.newStringResource(resource, (String) value);
    }

    /** The same report with its readings in the order of their paths: Leshan's maps have none. */
    private static Report sorted(@Nullable Report report) {
        if (report == null) {
            throw new AssertionError("no report");
        }
        List<Reading> readings = new ArrayList<>(report.readings());
        readings.sort((a, b) -> a.path().compareTo(b.path()));
        return new Report(
                report.boot(),
                report.sequence(),
                report.kind(),
                report.uptimeMillis(),
                report.deviceTimeMillis(),
                readings);
    }
}
