package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.sampler.Sampler;

class OwnSamplerTest {

    private static final Reading SILENT = new Reading(Sampler.ERROR, "127.0.0.1:161 does not answer");
    private static final Reading BY_SNMP = Reading.of(42770, 0, 8, "by-snmp");
    private static final Reading BY_KERNEL = Reading.of(42770, 0, 8, "by-kernel");
    private static final Reading FINE = new Reading(Sampler.ERROR, "");

    private boolean answers;
    private boolean answered;

    private final Sampler snmp = new Sampler() {
        @Override
        public List<Reading> sample() {
            answered |= answers;
            return answers ? List.of(BY_SNMP, FINE) : List.of(SILENT);
        }

        @Override
        public int maxSeries() {
            return 90;
        }
    };
    private final Sampler own = new OwnSampler(snmp, () -> answered, () -> List.of(BY_KERNEL, FINE));

    @Test
    void the_kernel_tells_until_snmp_answers_and_the_error_is_not_hidden() {
        assertEquals(List.of(BY_KERNEL, FINE, SILENT), own.sample());
        assertEquals(60, own.maxSeries());

        answers = true;
        assertEquals(List.of(BY_SNMP, FINE), own.sample());
        assertEquals(90, own.maxSeries());
    }

    @Test
    void what_the_kernel_said_of_limits_does_not_stand_for_ever() {
        List<Reading> hot =
                List.of(new Reading(Conditions.LIMITS_EXCEEDED, 1L), new Reading(Conditions.WHICH_LIMITS, "hot"));
        Sampler limited = new OwnSampler(snmp, () -> answered, () -> hot);
        limited.sample();
        answers = true;

        assertEquals(
                List.of(
                        BY_SNMP,
                        FINE,
                        new Reading(Conditions.LIMITS_EXCEEDED, 0L),
                        new Reading(Conditions.WHICH_LIMITS, "")),
                limited.sample());
    }

    @Test
    void once_snmp_has_answered_its_silence_is_told_as_it_is() {
        answers = true;
        own.sample();
        answers = false;
        assertEquals(List.of(SILENT), own.sample());
    }
}
