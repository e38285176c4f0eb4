package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.tram.document.VoucherBatch;
import vn.tram.document.VoucherCode;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;

class VouchersApiTest {

    private RunningWeb web;

    @BeforeEach
    void start() {
        web = RunningWeb.start().withUser("pub", Role.PUBLISHER).withUser("xem", Role.VIEWER);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private static Map<String, Object> batch() {
        return new HashMap<>(
                Map.of("count", 3, "hours", 24, "quotaMegabytes", 500, "until", "2026-12-31T00:00:00+07:00"));
    }

    @Test
    void codes_are_said_once_and_what_portals_get_knows_each_of_them() {
        Browser pub = web.signedIn("pub");
        Browser.Page page = pub.post("vouchers", batch()).is(201);
        JsonNode codes = page.json().get("codes");
        assertEquals(3, codes.size());
        VoucherBatch kept = web.publisher.vouchers().get(0);
        for (JsonNode code : codes) {
            VoucherCode parsed = VoucherCode.parse(code.stringValue());
            assertNotNull(parsed);
            assertTrue(kept.holds(parsed));
        }
        assertEquals(24, kept.allowance().time().toHours());
        String listed = pub.api("vouchers").is(200).text();
        assertFalse(listed.contains(codes.get(0).stringValue()), listed);
        assertEquals(1, web.events.size());
        assertEquals(AuditEntry.Action.VOUCHERS_MADE, web.audit.newest(1).get(0).action());
    }

    @Test
    void a_batch_is_revoked_as_a_whole_and_its_number_does_not_come_again_at_once() {
        Browser pub = web.signedIn("pub");
        pub.post("vouchers", batch()).is(201);
        pub.post("vouchers", batch()).is(201);
        pub.delete("vouchers/1").is(200);
        pub.post("vouchers", batch()).is(201);
        assertEquals(
                List.of(2, 3),
                web.publisher.vouchers().stream().map(VoucherBatch::id).toList());
        pub.delete("vouchers/1").is(404);
    }

    @Test
    void nonsense_and_strangers_are_refused() {
        Browser pub = web.signedIn("pub");
        for (Map.Entry<String, Object> bad : Map.<String, Object>of(
                        "count", 501, "hours", 0, "quotaMegabytes", -1, "until", "2020-01-01T00:00:00+07:00")
                .entrySet()) {
            Map<String, Object> fields = batch();
            fields.put(bad.getKey(), bad.getValue());
            pub.post("vouchers", fields).is(400);
        }
        assertEquals(403, web.signedIn("xem").api("vouchers").status());
        assertTrue(web.publisher.vouchers().isEmpty());
    }
}
