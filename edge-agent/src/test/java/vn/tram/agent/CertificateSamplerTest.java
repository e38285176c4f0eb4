package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.sampler.Sampler;

class CertificateSamplerTest {

    private long days = 60;
    private String lastDay = "23/01/2027";
    private final List<Reading> ofDevice = new ArrayList<>();
    private final Sampler device = () -> List.copyOf(ofDevice);
    private final CertificateSampler sampler =
            new CertificateSampler(device, () -> List.of(Reading.of(42772, 0, 41, days)), () -> lastDay);

    @Test
    void a_certificate_that_ends_in_less_than_fourteen_days_is_beyond_a_limit_until_a_new_one_is_there() {
        assertEquals("0 ", told());

        days = 14;
        assertEquals("0 ", told());
        lastDay = "07/12/2026";
        days = 13;
        assertEquals("1 portal-certificate (07/12/2026) 13 < 14", told());
        days = 0;
        assertEquals("1 portal-certificate (07/12/2026) 13 < 14", told());

        days = 90;
        lastDay = "22/02/2027";
        assertEquals("0 ", told());
    }

    @Test
    void without_any_certificate_it_is_beyond_its_limit_at_once() {
        days = 0;
        lastDay = "";

        assertEquals("1 portal-certificate () 0 < 14", told());
    }

    @Test
    void what_the_device_says_of_its_own_limits_is_told_with_it_and_holds_while_the_device_is_silent() {
        days = 3;
        lastDay = "27/11/2026";
        ofDevice.add(new Reading(Conditions.LIMITS_EXCEEDED, 1L));
        ofDevice.add(new Reading(Conditions.WHICH_LIMITS, "temperature 93 > 90"));
        ofDevice.add(Reading.of(42770, 0, 7, 93.0));

        assertEquals("2 portal-certificate (27/11/2026) 3 < 14, temperature 93 > 90", told());
        assertTrue(sampler.sample().contains(Reading.of(42770, 0, 7, 93.0)));

        ofDevice.clear();
        assertEquals("2 portal-certificate (27/11/2026) 3 < 14, temperature 93 > 90", told());
    }

    private String told() {
        Map<ResourcePath, Object> values =
                sampler.sample().stream().collect(Collectors.toMap(Reading::path, Reading::value));
        return values.get(Conditions.LIMITS_EXCEEDED) + " " + values.get(Conditions.WHICH_LIMITS);
    }
}
