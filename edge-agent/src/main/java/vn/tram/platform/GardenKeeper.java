package vn.tram.platform;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be reached before login, in two ways that mend each other's weakness. dnsmasq puts the addresses of what it is
 * asked into the kernel's sets, also of names below ours, but not for whoever asks somebody else or remembers an answer.
 * And the names themselves are looked up here, at intervals. Only one thread at a time.
 */
public final class GardenKeeper {

    private static final Logger log = LoggerFactory.getLogger(GardenKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HELD = "1h";

    /** What dnsmasq answers from its memory it does not put into the sets, where it is forgotten after {@link #HELD}. */
    private static final int REMEMBERED_SECONDS = 600;

    private final Nftables nft;
    private final Lookup lookup;
    private final Executor threads;
    private final @Nullable Path dnsmasq;
    private List<String> present = List.of();
    private List<String> unknown = List.of();
    private boolean began;

    /** Asks the system's resolver, for as long as that takes. */
    public interface Lookup {
        InetAddress[] all(String name) throws UnknownHostException;
    }

    /**
     * @param before what comes before {@code nft} to run it elsewhere; usually nothing
     * @param threads for the look-ups
     * @param dnsmasq file of dnsmasq's configuration that is ours; null when somebody else takes care of that
     */
    public GardenKeeper(List<String> before, Lookup lookup, Executor threads, @Nullable Path dnsmasq) {
        List<String> program = new ArrayList<>(before);
        program.add("nft");
        this.nft = new Nftables(program);
        this.lookup = lookup;
        this.threads = threads;
        this.dnsmasq = dnsmasq;
    }

    /**
     * Looks all names up, and puts what was found into the kernel's sets for an hour. What is no longer a name of the
     * garden is out at once.
     *
     * @param names each such as {@code dichvucong.gov.vn}
     * @throws IOException when the kernel or the disk refuses; nothing was changed then in the sets
     */
    public void refresh(List<String> names) throws IOException {
        boolean isOther = !names.equals(present) || !began;
        if (isOther) {
            write(names);
        }
        Map<String, CompletableFuture<InetAddress[]>> asked = new LinkedHashMap<>();
        for (String name : names) {
            asked.put(name, CompletableFuture.supplyAsync(() -> found(name), threads));
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        Set<String> v4 = new TreeSet<>();
        Set<String> v6 = new TreeSet<>();
        List<String> without = new ArrayList<>();
        asked.forEach((name, answer) -> {
            InetAddress[] addresses = within(answer, until);
            if (addresses.length == 0) {
                without.add(name);
            }
            for (InetAddress address : addresses) {
                (address instanceof Inet4Address ? v4 : v6)
                        .add(address.getHostAddress().replaceAll("%.*", ""));
            }
        });
        if (!without.isEmpty() && !without.equals(unknown)) {
            log.info("names of the garden that nobody knows now: {}", without);
        }
        unknown = without;
        String script = script("garden4", isOther && began, v4) + script("garden6", isOther && began, v6);
        if (!script.isEmpty()) {
            nft.apply("garden", script);
        }
        present = List.copyOf(names);
        began = true;
    }

    private InetAddress[] found(String name) {
        try {
            return lookup.all(name);
        } catch (UnknownHostException e) {
            return new InetAddress[0];
        }
    }

    private static InetAddress[] within(CompletableFuture<InetAddress[]> answer, long until) {
        return answer.completeOnTimeout(
                        new InetAddress[0], Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)
                .join();
    }

    /** Added, deleted and added again: kernels before 6.12 do not renew what is added twice. */
    private static String script(String set, boolean isEmptiedFirst, Set<String> addresses) {
        String flush = isEmptiedFirst ? "flush set inet tram_portal " + set + '\n' : "";
        if (addresses.isEmpty()) {
            return flush;
        }
        String listed = addresses.stream()
                .map(address -> address + " timeout " + HELD)
                .collect(Collectors.joining(", ", " { ", " }\n"));
        String keys = addresses.stream().collect(Collectors.joining(", ", " { ", " }\n"));
        String add = "add element inet tram_portal " + set + listed;
        return flush + add + "delete element inet tram_portal " + set + keys + add;
    }

    static String dnsmasq(List<String> names) {
        StringBuilder lines = new StringBuilder("# Written by tram-agent: what can be reached before login.\n");
        for (String name : names) {
            lines.append("nftset=/").append(name).append("/4#inet#tram_portal#garden4,6#inet#tram_portal#garden6\n");
        }
        return lines.append("max-cache-ttl=")
                .append(REMEMBERED_SECONDS)
                .append('\n')
                .toString();
    }

    private void write(List<String> names) throws IOException {
        Path file = dnsmasq;
        if (file == null) {
            return;
        }
        String text = dnsmasq(names);
        try {
            if (Files.readString(file).equals(text)) {
                return;
            }
        } catch (NoSuchFileException e) {
            // The first time.
        }
        // A name that dnsmasq does not read: its folder may be one of which it reads every file.
        Path half = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(half, text);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        log.warn("{} was written: dnsmasq must be restarted to read it", file);
    }
}
