package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource.TextForm;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.SnmpSource.Answers;
import vn.tram.sampler.snmp.SnmpSource.Rows;

class SnmpDeviceTest {

    private static final Oid NAME = Oid.of("1.3.6.1.2.1.1.5.0");
    private static final Oid DESCR = Oid.of("1.3.6.1.2.1.2.2.1.2");
    private static final Oid STATUS = Oid.of("1.3.6.1.2.1.2.2.1.8");
    private static final Oid OCTETS = Oid.of("1.3.6.1.2.1.31.1.1.1.6");

    private FakeAgent agent;
    private SnmpTransport transport;
    private SnmpDevice device;

    SnmpDeviceTest() throws IOException {
        agent = new FakeAgent();
        transport = SnmpTransport.open();
        device = transport.device(agent.address(), new Secret("right"));
    }

    @BeforeEach
    void given_a_device_with_three_interfaces_one_of_them_without_a_counter() {
        agent.with(NAME.toString(), new OctetString("box"));
        for (int i = 1; i <= 3; i++) {
            agent.with(DESCR + "." + i, new OctetString("eth" + i)).with(STATUS + "." + i, new Integer32(i));
        }
        agent.with(OCTETS + ".1", new Counter64(5_000_000_000L)).with(OCTETS + ".3", new Counter64(7));
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        agent.close();
    }

    @Test
    void single_objects_are_answered_and_those_that_the_device_lacks_are_missing() {
        Answers answers = device.get(List.of(NAME, Oid.of("1.3.6.1.2.1.1.6.0"))).join();

        assertEquals("box", text(answers, NAME));
        assertEquals(1, answers.values().size());
        assertTrue(answers.reached());
        assertEquals("", answers.trouble());
    }

    @Test
    void the_rows_of_columns_are_joined_by_their_index_and_a_hole_stays_a_hole() {
        Rows rows = device.walk(List.of(DESCR, STATUS, OCTETS), 100).join();

        assertEquals(
                List.of(Oid.of(1), Oid.of(2), Oid.of(3)),
                List.copyOf(rows.rows().keySet()));
        assertEquals(5_000_000_000L, number(rows, OCTETS, 1));
        assertEquals(null, rows.cell(OCTETS, Oid.of(2)));
        assertEquals(7L, number(rows, OCTETS, 3));
        assertEquals(2L, number(rows, STATUS, 2));
        assertEquals("", rows.trouble());
    }

    @Test
    void a_table_whose_size_is_known_costs_one_request() {
        device.walk(List.of(DESCR, STATUS), 100).join();
        int before = agent.requests.get();

        device.walk(List.of(DESCR, STATUS), 100).join();

        assertEquals(1, agent.requests.get() - before);
    }

    @Test
    void a_device_that_does_not_know_getbulk_is_walked_with_getnext() {
        agent.spoil = answer -> Objects.requireNonNull(answer).size() > 2 ? error(PDU.genErr) : answer;

        Rows rows = device.walk(List.of(DESCR, STATUS), 100).join();

        assertEquals("", rows.trouble());

        assertEquals(3, rows.rows().size());
        assertEquals(3L, number(rows, STATUS, 3));
    }

    @Test
    void an_answer_that_is_too_big_is_asked_for_in_pieces() {
        agent.spoil = answer -> Objects.requireNonNull(answer).size() > 4 ? error(PDU.tooBig) : answer;

        assertEquals(3, device.walk(List.of(DESCR, STATUS), 100).join().rows().size());
        List<Oid> many = List.of(
                NAME, oid(DESCR, 1), oid(DESCR, 2), oid(DESCR, 3), oid(STATUS, 1), oid(STATUS, 2), oid(STATUS, 3));
        Answers answers = device.get(many).join();
        assertEquals(7, answers.values().size());
        assertEquals("", answers.trouble());
    }

    @Test
    void one_object_that_the_device_refuses_does_not_cost_the_others() {
        agent.spoil = answer -> {
            List<? extends VariableBinding> bindings =
                    Objects.requireNonNull(answer).getVariableBindings();
            for (int i = 0; i < bindings.size(); i++) {
                if (bindings.get(i).getOid().equals(new OID(STATUS + ".2"))) {
                    PDU refusal = error(PDU.genErr);
                    refusal.setErrorIndex(i + 1);
                    return refusal;
                }
            }
            return answer;
        };

        Answers answers =
                device.get(List.of(NAME, oid(STATUS, 2), oid(STATUS, 3))).join();

        assertEquals(2, answers.values().size());
        assertTrue(answers.trouble().contains("refuses"), answers.trouble());
    }

    @Test
    void a_table_that_goes_back_to_its_beginning_ends_there() {
        agent.spoil = answer -> {
            PDU spoilt = new PDU();
            for (VariableBinding binding : Objects.requireNonNull(answer).getVariableBindings()) {
                boolean last = binding.getOid().equals(new OID(DESCR + ".3"));
                spoilt.add(last ? new VariableBinding(new OID(DESCR + ".1"), new OctetString("again")) : binding);
            }
            return spoilt;
        };

        Rows rows = device.walk(List.of(DESCR), 100).join();

        assertEquals(2, rows.rows().size());
        assertTrue(rows.trouble().contains("loops"), rows.trouble());
        assertEquals(1, transport.counts().loops());
        assertEquals(1, device.counts().loops());
    }

    @Test
    void a_table_that_is_out_of_order_is_read_to_its_end() {
        List<OID> order = List.of(new OID(DESCR + ".1"), new OID(DESCR + ".3"), new OID(DESCR + ".2"));
        agent.successor = oid -> {
            int next = order.indexOf(oid) + 1;
            return next < order.size() ? order.get(next) : null;
        };

        Rows rows = device.walk(List.of(DESCR), 100).join();

        assertEquals(3, rows.rows().size());
        assertEquals("", rows.trouble());
        assertEquals(1, device.counts().disorder());
        assertEquals(0, device.counts().loops());
    }

    @Test
    void a_device_that_does_not_even_hear_getbulk_is_walked_with_getnext_and_then_left_in_peace() {
        agent.deaf = request -> request.getType() == PDU.GETBULK;

        assertEquals(3, device.walk(List.of(DESCR), 100).join().rows().size());
        device.walk(List.of(DESCR), 100).join();
        long timeouts = device.counts().timeouts();
        assertEquals(3, device.walk(List.of(DESCR), 100).join().rows().size());

        assertEquals(timeouts, device.counts().timeouts());
    }

    @Test
    void a_device_that_cuts_its_answers_is_asked_for_less_and_slowly_for_more_again() {
        for (int i = 4; i <= 40; i++) {
            agent.with(DESCR + "." + i, new OctetString("eth" + i));
        }
        agent.spoil = answer -> first(Objects.requireNonNull(answer), 6);

        assertEquals(40, device.walk(List.of(DESCR), 100).join().rows().size());
        assertEquals(6, device.bulkSize().cells(), 1);
        agent.spoil = answer -> answer;
        for (int i = 0; i < 4; i++) {
            assertEquals(40, device.walk(List.of(DESCR), 100).join().rows().size());
        }

        int grown = device.bulkSize().cells();
        assertTrue(grown > 10 && grown < BulkSize.MOST, "grown to " + grown);
    }

    @Test
    void an_answer_that_is_lost_on_the_way_is_asked_for_in_half() {
        agent.deaf = request -> request.getType() == PDU.GETBULK && request.getMaxRepetitions() > 6;

        Rows rows = device.walk(List.of(DESCR, STATUS), 100).join();

        assertEquals(3, rows.rows().size());
        assertEquals("", rows.trouble());
        assertEquals(10, device.bulkSize().cells());
    }

    @Test
    void version_1_has_no_getbulk_and_ends_a_table_with_no_such_name() {
        SnmpDevice old = transport.device(agent.address(), new SnmpAccess.Community(true, new Secret("right")));
        agent.deaf = request -> request.getType() == PDU.GETBULK;

        Rows rows = old.walk(List.of(DESCR, OCTETS, STATUS), 100).join();
        Answers answers = old.get(List.of(NAME, Oid.of("1.3.6.1.2.1.1.6.0"), oid(STATUS, 2)))
                .join();

        assertEquals(3, rows.rows().size());
        assertEquals(3L, number(rows, STATUS, 3));
        assertEquals("", rows.trouble());
        assertEquals(2, answers.values().size());
        assertEquals("", answers.trouble());
    }

    @Test
    void a_table_that_never_ends_is_cut_off() {
        AtomicInteger next = new AtomicInteger();
        agent.spoil = answer -> {
            PDU endless = new PDU();
            for (int i = 0; i < 20; i++) {
                endless.add(new VariableBinding(new OID(DESCR + "." + next.incrementAndGet()), new OctetString("x")));
            }
            return endless;
        };

        Rows rows = device.walk(List.of(DESCR), 1000).join();

        assertEquals(1000, rows.rows().size());
        assertTrue(rows.trouble().contains("more than the 1000 rows"), rows.trouble());
        assertEquals(1, transport.counts().cutOff());
    }

    @Test
    void what_came_before_a_device_fell_silent_is_kept() {
        agent.spoil = answer -> agent.requests.get() > 1 ? null : first(Objects.requireNonNull(answer), 2);

        Rows rows = device.walk(List.of(DESCR), 100).join();

        assertEquals(2, rows.rows().size());
        assertTrue(rows.trouble().contains("does not answer"), rows.trouble());
    }

    @Test
    void a_wrong_community_is_said_to_be_one_of_the_possible_causes() {
        Answers answers = transport
                .device(agent.address(), new Secret("wrong"))
                .get(List.of(NAME))
                .join();

        assertFalse(answers.reached());
        assertTrue(answers.trouble().contains("or the community is wrong"), answers.trouble());
        assertEquals(3, transport.counts().timeouts());
        assertEquals(1, transport.counts().failures());
    }

    @Test
    void datagrams_that_are_no_snmp_are_counted_and_harm_nothing() throws Exception {
        try (DatagramSocket rogue = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            SnmpDevice other = transport.device(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), rogue.getLocalPort()), new Secret("right"));
            var pending = other.get(List.of(NAME));
            DatagramPacket request = new DatagramPacket(new byte[2000], 2000);
            rogue.receive(request);
            byte[] garbage = {0x30, (byte) 0x84, 0x7f, 0x7f, 0x7f, 0x7f, 2, 1, 1};
            rogue.send(new DatagramPacket(garbage, garbage.length, request.getSocketAddress()));
            rogue.send(new DatagramPacket(new byte[0], 0, request.getSocketAddress()));

            assertEquals("box", text(device.get(List.of(NAME)).join(), NAME));
            assertFalse(pending.join().reached());
        }
        assertTrue(
                transport.counts().malformed() >= 1,
                "malformed: " + transport.counts().malformed());
    }

    @Test
    void presence_is_asked_for_a_single_object_as_for_the_root_of_a_tree() {
        assertTrue(device.has(NAME).join());
        assertTrue(device.has(Oid.of("1.3.6.1.2.1.31")).join());
        assertFalse(device.has(Oid.of("1.3.6.1.4.1")).join());
        assertFalse(device.has(Oid.of("1.3.6.1.2.1.2.2.1.3")).join());
    }

    private static PDU error(int status) {
        PDU error = new PDU();
        error.setErrorStatus(status);
        return error;
    }

    private static PDU first(PDU answer, int count) {
        PDU cut = new PDU();
        answer.getVariableBindings().stream().limit(count).forEach(cut::add);
        return cut;
    }

    private static Oid oid(Oid column, int index) {
        return column.append(Oid.of(index));
    }

    private static String text(Answers answers, Oid oid) {
        return Objects.requireNonNull(answers.values().get(oid)).asText(TextForm.UTF8);
    }

    private static long number(Rows rows, Oid column, int index) {
        return Objects.requireNonNull(rows.cell(column, Oid.of(index))).number();
    }
}
