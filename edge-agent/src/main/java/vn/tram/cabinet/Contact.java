package vn.tram.cabinet;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import java.util.function.LongSupplier;

/** A door's or a relay's contact on an input line, debounced. Safe for use by many threads. */
final class Contact {

    private final Wiring.Input wired;
    private final LongSupplier nanos;
    private final DigitalInput line;
    private final Debounced debounced;

    /**
     * @param id of the function, once in each context
     * @param nanos a clock that does not jump
     * @throws com.pi4j.exception.Pi4JException when the line cannot be had
     */
    Contact(Context gpio, String id, Wiring.Input wired, LongSupplier nanos) {
        this.wired = wired;
        this.nanos = nanos;
        line = gpio.din()
                .create(DigitalInput.newConfigBuilder(gpio)
                        .id(id)
                        .address(wired.line())
                        .pull(wired.pull())
                        .debounce(0L)
                        .build());
        this.debounced = new Debounced(wired.debounce().toNanos(), isActive(line.state()));
        line.addListener(change -> debounced.offer(isActive(change.state()), nanos.getAsLong()));
    }

    private boolean isActive(DigitalState state) {
        return wired.activeLow() ? state == DigitalState.LOW : state == DigitalState.HIGH;
    }

    /** Looks at the line too: the kernel's queue of edges is short, and one that bounces much can overflow it. */
    boolean isActive() {
        debounced.offer(isActive(line.state()), nanos.getAsLong());
        return debounced.isActive(nanos.getAsLong());
    }

    long activations() {
        return debounced.activations(nanos.getAsLong());
    }
}
