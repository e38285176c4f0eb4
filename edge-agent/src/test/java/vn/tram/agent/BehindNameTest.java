package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vn.tram.gateway.Behind;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.Sampler;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.sampler.snmp.SnmpSampler;
import vn.tram.sampler.snmp.SnmpTransport;

class BehindNameTest {

    private static final SnmpAccess ACCESS = new SnmpAccess.Community(false, new Secret("c"));

    private final List<InetAddress> known = new ArrayList<>();
    private boolean resolves;
    private int lookUps;

    private BehindName camera(Executor resolver, Duration patience) {
        return new BehindName("cam-1", "camera.xa.example", this::address, this::device, resolver, patience);
    }

    private InetAddress address(String host) throws UnknownHostException {
        lookUps++;
        if (!resolves) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getLoopbackAddress();
    }

    private BehindSnmp device(InetAddress address) {
        known.add(address);
        try (SnmpTransport transport = SnmpTransport.open()) {
            var source = transport.device(new InetSocketAddress(address, 1), ACCESS);
            ProfileLibrary profiles = ProfileLibrary.bundled(ObjectDefinitions.bundled());
            return new BehindSnmp("cam-1", ACCESS, source, new SnmpSampler(source, profiles, null, System::nanoTime));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Behind.Answer asked(BehindName device) throws Exception {
        return device.ask().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_name_without_an_address_is_a_device_that_is_not_reached_and_is_looked_up_again() throws Exception {
        BehindName camera = camera(Runnable::run, Duration.ofSeconds(5));

        Behind.Answer answer = asked(camera);
        assertFalse(answer.reached());
        assertEquals(
                List.of(Sampler.error(
                        "cam-1: the host name camera.xa.example must be known to this machine's resolver, "
                                + "and is not")),
                answer.readings());

        resolves = true;
        assertTrue(camera.locate().join().isPresent());
        assertTrue(camera.locate().join().isPresent());
        assertEquals(2, lookUps, "a name that is known is not looked up again");
        assertEquals(List.of(InetAddress.getLoopbackAddress()), known);
    }

    @Test
    void a_resolver_that_takes_for_ever_keeps_no_round_waiting_and_is_asked_once() throws Exception {
        Deque<Runnable> busy = new ArrayDeque<>();
        BehindName camera = camera(busy::add, Duration.ofMillis(10));
        resolves = true;

        assertFalse(asked(camera).reached());
        assertFalse(asked(camera).reached());
        assertEquals(1, busy.size());

        busy.remove().run();
        assertTrue(camera.locate().join().isPresent(), "its answer counts though it came late");
        assertEquals(1, lookUps);
    }

    @Test
    void settings_do_not_wait_for_the_resolver() throws Exception {
        YamlMap map = YamlMap.parse(
                "agent.yaml",
                "snmp: {community: c}\nlist: [{name: a, target: camera.xa.example}, {name: b, target: 192.0.2.7}]\n");

        List<GatewaySettings.Listed> listed = GatewaySettings.of(map).listed();

        assertEquals(
                InetSocketAddress.createUnresolved("camera.xa.example", 161),
                listed.get(0).target());
        assertEquals(new InetSocketAddress("192.0.2.7", 161), listed.get(1).target());
    }
}
