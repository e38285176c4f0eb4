package vn.tram.simulator.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every client that there is a model of makes of our own portal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurPortalTest {

    @TempDir
    Path folder;

    private PhoneAuthority authority;

    static Stream<String> clients() {
        return Internet.clients().stream().map(ClientOs::name);
    }

    @BeforeAll
    void somebody_whom_phones_trust() throws Exception {
        // Certificates are judged by the machine's own clock.
        authority = new PhoneAuthority("Phones Trust", Instant.now());
    }

    private OurHotspot hotspot(boolean hasApi) throws Exception {
        return new OurHotspot(folder.resolve(Boolean.toString(hasApi)), authority, Instant.now(), hasApi);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void a_person_is_told_of_the_login_gets_in_and_is_told_again_when_the_session_is_over(String name)
            throws Exception {
        ClientOs os = Internet.clients().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (boolean hasApi : List.of(false, true)) {
            try (OurHotspot hotspot = hotspot(hasApi)) {
                assertEquals(Set.of(), Visit.of(os, hotspot), hasApi ? "with the API" : "without the API");
            }
        }
    }

    @Test
    void the_api_says_what_is_left_when_somebody_is_in_and_only_to_who_accepts_it() throws Exception {
        try (OurHotspot hotspot = hotspot(true)) {
            Request asked = Request.get(hotspot.api().orElseThrow());
            Answer captive = hotspot.ask(asked.with("Accept", "application/captive+json"));
            assertTrue(captive.body().startsWith("{\"captive\":true,\"user-portal-url\":\"https://" + OurHotspot.NAME));
            assertEquals(406, hotspot.ask(asked.with("Accept", "text/html")).status());

            Phone phone = new Phone(new Android(), hotspot);
            phone.joins();
            phone.opens();
            assertTrue(phone.logsIn());

            Answer free = hotspot.ask(asked.with("Accept", "application/captive+json, */*;q=0.1"));
            assertTrue(free.body().contains("\"captive\":false"), free.body());
            assertTrue(free.body().matches(".*\"seconds-remaining\":14[34][0-9]{2}[,}].*"), free.body());
            assertTrue(free.body().length() < Capport.MOST_CHARACTERS);
        }
    }
}
