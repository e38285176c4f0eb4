package vn.tram.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.sampler.Sampler;
import vn.tram.sampler.snmp.TrapReceiver;

/** Has the device's traps told at once, and those that were refused or dropped told in the rounds. */
final class Traps implements Sampler {

    private static final Logger log = LoggerFactory.getLogger(Traps.class);
    private static final int OBJECT = 42779;
    /** RFC 3411, section 5: no enterprise number of our own, so "locally assigned octets" under net-snmp's. */
    private static final String ENGINE_PREFIX = "80001f8805";

    private static final Pattern ENGINE_ID = Pattern.compile("([0-9a-f]{2}){5,32}");

    private final AgentConfig.Traps settings;
    private final TrapReceiver.Listener listener;
    private volatile @Nullable TrapReceiver receiver;

    /** @param listener knows the senders, and keeps what a trap tells before it returns */
    Traps(AgentConfig.Traps settings, TrapReceiver.Listener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address is taken or must not be used, or the engine's id cannot be kept
     */
    void start(Path engineFile, BootId boot) throws IOException {
        int boots = (int) Math.min(boot.counter(), Integer.MAX_VALUE - 1);
        TrapReceiver opened = new TrapReceiver(
                settings.listen(), new TrapReceiver.Engine(engineId(engineFile), boots), listener, System::nanoTime);
        receiver = opened;
        log.info("traps are received on {}", opened.address());
    }

    private static String engineId(Path file) throws IOException {
        String kept = Files.exists(file)
                ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
                : "";
        return ENGINE_ID.matcher(kept).matches() ? kept : newEngineId(file);
    }

    private static String newEngineId(Path file) throws IOException {
        byte[] chance = new byte[12];
        new SecureRandom().nextBytes(chance);
        String id = ENGINE_PREFIX + HexFormat.of().formatHex(chance);
        Files.writeString(file, id + "\n", StandardCharsets.US_ASCII);
        return id;
    }

    @Override
    public List<Reading> sample() {
        TrapReceiver open = receiver;
        return open == null
                ? List.of()
                : List.of(Reading.of(OBJECT, 0, 4, open.refused()), Reading.of(OBJECT, 0, 5, open.dropped()));
    }

    @Override
    public void close() {
        TrapReceiver open = receiver;
        if (open != null) {
            open.close();
        }
    }
}
