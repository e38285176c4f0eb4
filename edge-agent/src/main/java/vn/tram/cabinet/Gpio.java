package vn.tram.cabinet;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The GPIO lines of this machine, by the kernel's character device. */
final class Gpio {

    private static final Path CHIP = Path.of("/dev/gpiochip0");

    private Gpio() {}

    /** @throws IOException when this machine has no lines, or they may not be used; says which */
    static Context open() throws IOException {
        if (!Files.exists(CHIP)) {
            throw new IOException("this machine has no GPIO lines (" + CHIP + " is not there)");
        }
        if (!Files.isReadable(CHIP) || !Files.isWritable(CHIP)) {
            throw new IOException(CHIP + ": may not be used by " + System.getProperty("user.name")
                    + "; on Raspberry Pi OS add that user to the group gpio");
        }
        try {
            return Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .disableShutdownHook()
                    .add(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance())
                    .build();
        } catch (RuntimeException | LinkageError e) {
            throw new IOException("the GPIO lines of this machine cannot be used: " + e, e);
        }
    }
}
