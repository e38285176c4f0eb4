package vn.tram.simulator.outside;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import vn.tram.access.Client;
import vn.tram.access.Grant;
import vn.tram.platform.GateSettings;
import vn.tram.platform.NftablesGate;

/** Holds the doors as an agent does, as a process that can be killed. */
final class GateHolder {

    private GateHolder() {}

    public static void main(String[] arguments) throws Exception {
        GateSettings settings = new GateSettings(
                "br-lan", List.of("wan0"), Hotspot.PORTAL_PORT, List.of(), List.of("ded0"), List.of(), null);
        NftablesGate gate = NftablesGate.open(settings, List.of(), Path.of("/sys/class/net"), new SecureRandom());
        gate.open(new Client(Hotspot.PHONE_MAC, Hotspot.PHONE), Grant.of(Duration.ofMinutes(20)));
        System.out.println("open");
        System.in.read();
    }
}
