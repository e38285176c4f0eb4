package vn.tram.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void without_a_prefix_topics_are_the_specifications() {
        Topics topics = new Topics("");

        assertEquals("lwm2m/rd/cp-0001", topics.device("cp-0001"));
        assertEquals("tram/status/cp-0001", topics.status("cp-0001"));
        assertEquals("lwm2m/rd/+", topics.allDevices());
        assertEquals("tram/status/+", topics.allStatus());
        assertEquals("cp-0001", topics.endpointOfDevice("lwm2m/rd/cp-0001"));
        assertEquals("cp-0001", topics.endpointOfStatus("tram/status/cp-0001"));
    }

    @Test
    void a_prefix_keeps_deployments_apart() {
        Topics topics = new Topics("vn/bac-ninh");

        assertEquals("vn/bac-ninh/lwm2m/rd/cp-0001", topics.device("cp-0001"));
        assertEquals("cp-0001", topics.endpointOfDevice("vn/bac-ninh/lwm2m/rd/cp-0001"));
        assertNull(topics.endpointOfDevice("lwm2m/rd/cp-0001"));
        assertNull(topics.endpointOfDevice("vn/vinh-phuc/lwm2m/rd/cp-0001"));
    }

    @Test
    void topics_that_are_no_devices_name_no_endpoint() {
        Topics topics = new Topics("");

        assertNull(topics.endpointOfDevice("lwm2m/rd/"));
        assertNull(topics.endpointOfDevice("lwm2m/rd/a/b"));
        assertNull(topics.endpointOfDevice("lwm2m/rd/+"));
        assertNull(topics.endpointOfDevice("lwm2m/bs/cp-0001"));
        assertNull(topics.endpointOfStatus("lwm2m/rd/cp-0001"));
    }

    @Test
    void an_endpoint_is_a_name_without_anything_special() {
        assertTrue(Topics.isEndpoint("urn:imei:490154203237518"));
        assertFalse(Topics.isEndpoint(""));
        assertFalse(Topics.isEndpoint("a/b"));
        assertFalse(Topics.isEndpoint("#"));
        assertFalse(Topics.isEndpoint("trạm"));
        assertFalse(Topics.isEndpoint("x".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new Topics("").device("a/+"));
    }

    @Test
    void a_prefix_that_is_no_topic_level_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Topics("/vn"));
        assertThrows(IllegalArgumentException.class, () -> new Topics("vn/"));
        assertThrows(IllegalArgumentException.class, () -> new Topics("vn//bn"));
        assertThrows(IllegalArgumentException.class, () -> new Topics("vn/#"));
    }
}
