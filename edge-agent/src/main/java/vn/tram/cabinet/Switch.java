package vn.tram.cabinet;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;

/** A lamp or a relay on an output line. Off at the start, and when the context ends. */
final class Switch {

    private final DigitalOutput line;
    private final DigitalState on;
    private final DigitalState off;

    /**
     * @param id of the function, once in each context
     * @throws com.pi4j.exception.Pi4JException when the line cannot be had
     */
    Switch(Context gpio, String id, Wiring.Output wired) {
        on = wired.activeLow() ? DigitalState.LOW : DigitalState.HIGH;
        off = wired.activeLow() ? DigitalState.HIGH : DigitalState.LOW;
        line = gpio.dout()
                .create(DigitalOutput.newConfigBuilder(gpio)
                        .id(id)
                        .address(wired.line())
                        .initial(off)
                        .shutdown(off)
                        .build());
    }

    void set(boolean isOn) {
        line.state(isOn ? on : off);
    }

    boolean isOn() {
        return line.state() == on;
    }
}
