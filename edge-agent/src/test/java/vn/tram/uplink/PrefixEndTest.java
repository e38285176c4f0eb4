package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.leshan.senml.SenMLRecord;
import org.eclipse.leshan.senml.cbor.upokecenter.SenMLCborUpokecenterEncoderDecoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.objects.Latest;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;
import vn.tram.wire.Wire;

/** What the controller is answered, on the wire, when it asks of devices behind the agent. */
class PrefixEndTest {

    private static final Topics TOPICS = new Topics("");
    private static final String AGENT = "cp-001";

    private final HandTime time = new HandTime();
    private final FakeLine line = new FakeLine(TOPICS, AGENT);
    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private Latest camera = Latest.of(
            true,
            List.of(
                    Reading.of(42769, 1, 8, 1L),
                    Reading.of(42769, 1, 0, "eth0"),
                    Reading.of(42769, 2, 8, 2L),
                    Reading.of(42770, 0, 0, 7L)));
    private long token = 2;

    @BeforeEach
    void start() {
        tree.put(Reading.of(3, 0, 0, "Trạm"));
        tree.put(Reading.of(25, 0, 0, "cp-001~cam-1"));
        tree.put(Reading.of(25, 0, 1, "cam-1"));
        tree.put(Reading.of(25, 0, 3, camera.links()));
        tree.onPrefix(prefix -> prefix.equals("cam-1") ? camera : null);
        Uplink uplink = new Uplink(
                new Uplink.Settings(
                        AGENT,
                        URI.create("mqtt://controller:1883"),
                        null,
                        TOPICS,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30)),
                options -> line,
                tree,
                new MemoryOutbox(100),
                () -> {},
                new Random(1),
                Uplink.Shared.of(time, tree));
        uplink.start();
        time.settle();
        line.answerRegistrations();
        line.connect();
        time.settle();
    }

    private Message ask(Operation operation, String uri) {
        token += 2;
        Message request = Message.request(operation, token).uri(uri);
        Message sound = operation == Operation.WRITE_REPLACE ? request.payload(Wire.TEXT, new byte[] {'1'}) : request;
        return Objects.requireNonNull(line.ask(sound), "an answer");
    }

    private int code(Operation operation, String uri) {
        return ask(operation, uri).result();
    }

    private Map<String, Object> read(String uri) throws Exception {
        Message answer = ask(Operation.READ, uri);
        assertEquals(205, answer.result(), () -> uri + ": " + answer);
        assertEquals(Wire.SENML_CBOR, answer.contentFormat());
        Map<String, Object> values = new TreeMap<>();
        String base = "";
        for (SenMLRecord record : new SenMLCborUpokecenterEncoderDecoder()
                .fromSenML(answer.payload())
                .getRecords()) {
            base = record.getBaseName() == null ? base : record.getBaseName();
            Object value = record.getNumberValue() != null ? record.getNumberValue() : record.getStringValue();
            values.put(base + (record.getName() == null ? "" : record.getName()), value);
        }
        return values;
    }

    @Test
    void a_resource_an_instance_and_an_object_are_read_under_the_devices_prefix() throws Exception {
        assertEquals(Map.of("/cam-1/42769/1/8", 1L), whole(read("/cam-1/42769/1/8")));
        assertEquals(Map.of("/cam-1/42769/1/0", "eth0", "/cam-1/42769/1/8", 1L), whole(read("/cam-1/42769/1")));
        assertEquals(3, read("/cam-1/42769").size());
        assertEquals(Map.of("/cam-1/42770/0/0", 7.0), read("/cam-1/42770/0/0"), "in the type of its definition");
    }

    private static Map<String, Object> whole(Map<String, Object> values) {
        values.replaceAll((name, value) -> value instanceof Number number ? (Object) number.longValue() : value);
        return values;
    }

    @Test
    void the_gateways_object_says_who_is_behind_and_what_can_be_asked_of_it() throws Exception {
        Map<String, Object> gateway = read("/25/0");
        assertEquals("cp-001~cam-1", gateway.get("/25/0/0"));
        assertEquals("cam-1", gateway.get("/25/0/1"));
        assertEquals("</42769/1>,</42769/2>,</42770/0>", gateway.get("/25/0/3"));
    }

    @Test
    void what_is_not_there_is_not_found_and_of_a_silent_device_nothing_is_known() {
        assertEquals(404, code(Operation.READ, "/cam-2/42769/1/8"));
        assertEquals(404, code(Operation.READ, "/cam-1/42769/7/8"));
        assertEquals(404, code(Operation.READ, "/cam-1/42769/1/999"));

        camera = Latest.of(false, List.of(Reading.of(42770, 0, 14, "does not answer")));
        assertEquals(503, code(Operation.READ, "/cam-1/42769/1/8"));
        assertEquals(205, code(Operation.READ, "/cam-1/42770/0/14"), "why it is not reached");
    }

    @Test
    void nothing_of_a_device_behind_can_be_written_executed_or_observed() {
        assertEquals(405, code(Operation.WRITE_REPLACE, "/cam-1/42769/1/8"));
        assertEquals(405, code(Operation.EXECUTE, "/cam-1/3/0/4"));
        assertEquals(405, code(Operation.OBSERVE, "/cam-1/42769/1/8"));
        assertEquals(405, code(Operation.DISCOVER, "/cam-1/42769"));
        assertEquals(405, code(Operation.READ, "/cam-1"));
        assertEquals(404, code(Operation.EXECUTE, "/cam-2/3/0/4"));
    }

    @Test
    void an_answer_that_no_message_can_carry_is_refused_with_its_size() {
        camera = Latest.of(
                true,
                IntStream.rangeClosed(1, 1000)
                        .mapToObj(port -> Reading.of(42769, port, 0, "x".repeat(1000)))
                        .toList());

        Message answer = ask(Operation.READ, "/cam-1/42769");

        assertEquals(500, answer.result());
        assertTrue(answer.payloadText().startsWith("answer: must be at most 262144 bytes, would be "));
        assertEquals(205, code(Operation.READ, "/cam-1/42769/7"));
    }

    @Test
    void paths_that_are_none_are_refused_and_the_agents_own_are_read_as_before() throws Exception {
        for (String path :
                List.of("/cam-1/a/1/8", "/cam-1/42769/1/8/9/9", "/cam-1//1", "/cam-1/99999/1/8", "/Cam/1/2/3")) {
            assertEquals(400, code(Operation.READ, path), path);
        }
        assertEquals("Trạm", read("/3/0/0").get("/3/0/0"));
        assertNull(tree.behind("3"));
    }
}
