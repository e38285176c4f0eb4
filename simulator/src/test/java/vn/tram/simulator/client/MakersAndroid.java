package vn.tram.simulator.client;

import java.util.List;

/**
 * Android with a probe of its maker's. How the makers weigh theirs against AOSP's is not published. Assumed: success of
 * either is enough to call a network free while nobody has logged in, and both must succeed before the sheet closes.
 */
final class MakersAndroid extends Android {

    static final List<MakersAndroid> ALL = List.of(
            new MakersAndroid("Samsung", "http://d2uzsrnmmf6tds.cloudfront.net/generate_204"),
            new MakersAndroid("Huawei", "http://connectivitycheck.platform.hicloud.com/generate_204"),
            new MakersAndroid("Xiaomi", "http://connect.rom.miui.com/generate_204"),
            new MakersAndroid("OPPO", "http://conn1.oppomobile.com/generate_204"),
            new MakersAndroid("vivo", "http://wifi.vivo.com.cn/generate_204"));

    private final String name;
    private final String probe;

    private MakersAndroid(String name, String probe) {
        this.name = name;
        this.probe = probe;
    }

    /** A phone that has seen nothing yet. */
    MakersAndroid fresh() {
        return new MakersAndroid(name, probe);
    }

    String probe() {
        return probe;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding look(Network network) {
        Finding.State decides = isLoggingIn() ? Finding.State.CAPTIVE : Finding.State.FREE;
        Finding aosp = super.look(network);
        Finding own = probe(network, probe);
        return own.state() == decides && aosp.state() != decides ? own : aosp;
    }
}
