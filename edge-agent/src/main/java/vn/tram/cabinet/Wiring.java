package vn.tram.cabinet;

import com.pi4j.io.gpio.digital.PullResistance;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which function is wired to what. Lines are those of the first GPIO chip, which on a Raspberry Pi have the numbers that
 * its documentation calls "GPIO n". What is null is not there.
 *
 * @param lamp shines while the controller can be reached, and blinks while it cannot
 * @param relay interrupts the power of the modem or access point
 * @param door active while it is open
 * @param mains active while it has failed
 * @param temperature the kernel's folder of a one-wire thermometer, such as a DS18B20
 * @param battery the kernel's folder of a power supply (class {@code power_supply}), such as a UPS board
 */
public record Wiring(
        @Nullable Output lamp,
        @Nullable Relay relay,
        @Nullable Input door,
        @Nullable Input mains,
        @Nullable Path temperature,
        @Nullable Path battery) {

    /** Whether anything needs GPIO lines. */
    boolean needsGpio() {
        return lamp != null || relay != null || door != null || mains != null;
    }

    /** @param activeLow whether the function is on while the line is low */
    public record Output(int line, boolean activeLow) {}

    /**
     * A relay that interrupts the power while it is on, so that power flows when the box itself is dead.
     *
     * @param of whose power it is, for people, such as {@code modem}
     */
    public record Relay(Output output, String of, PowerCycle.Rule rule) {}

    /** @param debounce how long a state must hold before it is believed */
    public record Input(int line, boolean activeLow, PullResistance pull, Duration debounce) {}
}
