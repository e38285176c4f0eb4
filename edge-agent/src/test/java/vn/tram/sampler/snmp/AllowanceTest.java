package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final long SECOND = 1_000_000_000;

    private final Allowance allowance = new Allowance(2, 5);

    private static InetAddress sender(int number) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
    }

    private long taken(int number, long nanos) throws Exception {
        InetAddress sender = sender(number);
        return IntStream.range(0, 100)
                .filter(i -> allowance.take(sender, nanos))
                .count();
    }

    @Test
    void a_sender_may_say_much_at_once_and_then_as_much_as_time_gives() throws Exception {
        assertEquals(5, taken(1, 0));
        assertEquals(0, taken(1, SECOND / 4));
        assertEquals(2, taken(1, SECOND + SECOND / 4));
        assertEquals(5, taken(1, 1000 * SECOND));
    }

    @Test
    void one_that_says_too_much_takes_nothing_from_the_others() throws Exception {
        taken(1, 0);
        assertEquals(5, taken(2, 0));
    }

    @Test
    void senders_without_end_are_not_remembered_without_end() throws Exception {
        for (int i = 0; i < 5000; i++) {
            assertTrue(allowance.take(sender(i), 0));
        }
        assertEquals(5, taken(0, 0), "the first was forgotten");
    }
}
