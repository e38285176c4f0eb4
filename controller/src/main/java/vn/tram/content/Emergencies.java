package vn.tram.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.bundle.EmergencyFile;
import vn.tram.bundle.Hash;
import vn.tram.bundle.SigningKey;
import vn.tram.document.Emergency;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * Emergency broadcasts: asked for by one person, confirmed by another, and then signed. Each is a file of its own, named
 * after its identifier, and none is ever removed. Safe for use by many threads; durable when a call returns.
 */
public final class Emergencies {

    /** What nobody has confirmed by then is void. */
    public static final Duration CONFIRM_WITHIN = Duration.ofMinutes(15);

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path folder;
    private final List<SigningKey> keys;
    private final InstantSource clock;
    private final List<Kept> all = new ArrayList<>();

    /**
     * One broadcast.
     *
     * @param emergency its time of sending is that of the request until it is confirmed
     * @param askedBy user name
     * @param confirmedBy user name of somebody else; null while nobody has
     * @param withdrawnBy user name; null unless it was withdrawn before anybody confirmed it
     * @param signed as it goes to the portals; null until it is confirmed
     */
    public record Kept(
            Emergency emergency,
            String askedBy,
            Instant askedAt,
            @Nullable String confirmedBy,
            @Nullable Instant confirmedAt,
            @Nullable String withdrawnBy,
            @Nullable String signed) {

        public Stage stage(Instant now) {
            if (withdrawnBy != null) {
                return Stage.WITHDRAWN;
            }
            if (confirmedBy == null) {
                return now.isBefore(askedAt.plus(CONFIRM_WITHIN)) ? Stage.ASKED : Stage.VOID;
            }
            return now.isBefore(emergency.expires()) ? Stage.SENT : Stage.EXPIRED;
        }
    }

    /** Where a broadcast is in its life. */
    public enum Stage {
        /** It waits for a second person. */
        ASKED,
        /** Nobody has confirmed it in time. */
        VOID,
        /** It was taken back before anybody confirmed it. */
        WITHDRAWN,
        /** It went out, and has not expired; a later one may have taken its place. */
        SENT,
        EXPIRED
    }

    /** Why something was not done. */
    public enum Refusal {
        NOT_FOUND,
        /** It does not wait for anybody any more. */
        NOT_WAITING,
        /** Nobody confirms what he has asked for himself. */
        SAME_PERSON
    }

    /** What was asked for cannot be done. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.name());
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    public Emergencies(Path content, List<SigningKey> keys, InstantSource clock) throws IOException, BadFileException {
        this.folder = content.resolve("emergencies");
        this.keys = List.copyOf(keys);
        this.clock = clock;
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                all.add(read(file));
            }
        }
        all.sort(Comparator.comparing(Kept::askedAt).reversed());
    }

    private static Kept read(Path file) throws IOException, BadFileException {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), Kept.class);
        } catch (JacksonException e) {
            throw new BadFileException(
                    file.toString(), "", "must be an emergency broadcast", String.valueOf(e.getMessage()));
        }
    }

    /** Newest first. */
    public synchronized List<Kept> all() {
        return List.copyOf(all);
    }

    /** Keeps a request; it goes to nobody before another person confirms it. */
    public synchronized Kept ask(String actor, Emergency emergency) throws IOException {
        // Signed once to see whether it is short enough.
        EmergencyFile.signed(emergency, keys);
        Kept asked = new Kept(emergency, actor, now(), null, null, null, null);
        write(asked);
        all.add(0, asked);
        return asked;
    }

    /** Signs it and makes it the one that portals show. Its lifetime counts from now on. */
    public synchronized Kept confirm(String actor, String identifier) throws IOException, RefusedException {
        Kept asked = waiting(identifier);
        if (asked.askedBy().equals(actor)) {
            throw new RefusedException(Refusal.SAME_PERSON);
        }
        Instant now = now();
        Emergency sent = sentAt(asked.emergency(), now);
        return put(
                asked,
                new Kept(sent, asked.askedBy(), asked.askedAt(), actor, now, null, EmergencyFile.signed(sent, keys)));
    }

    private static Emergency sentAt(Emergency asked, Instant now) {
        Duration life = Duration.between(asked.sent(), asked.expires());
        return new Emergency(
                asked.identifier(),
                asked.sender(),
                now,
                asked.status(),
                asked.msgType(),
                asked.category(),
                asked.urgency(),
                asked.severity(),
                asked.certainty(),
                asked.references(),
                now.plus(life),
                asked.vietnamese(),
                asked.english());
    }

    /** Takes a request back that nobody has confirmed. */
    public synchronized Kept withdraw(String actor, String identifier) throws IOException, RefusedException {
        Kept asked = waiting(identifier);
        return put(asked, new Kept(asked.emergency(), asked.askedBy(), asked.askedAt(), null, null, actor, null));
    }

    private Kept waiting(String identifier) throws RefusedException {
        for (Kept one : all) {
            if (one.emergency().identifier().equals(identifier)) {
                if (one.stage(clock.instant()) != Stage.ASKED) {
                    throw new RefusedException(Refusal.NOT_WAITING);
                }
                return one;
            }
        }
        throw new RefusedException(Refusal.NOT_FOUND);
    }

    private Kept put(Kept before, Kept after) throws IOException {
        write(after);
        all.set(all.indexOf(before), after);
        return after;
    }

    private void write(Kept kept) throws IOException {
        Path file = folder.resolve(kept.emergency().identifier() + ".json");
        WholeFile.write(file, MAPPER.writeValueAsString(kept));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The one that portals should show: the newest that was confirmed, while it has not expired; null for none. */
    public synchronized @Nullable Kept inForce() {
        Instant now = clock.instant();
        return all.stream()
                .filter(one -> one.confirmedAt() != null)
                .max(Comparator.comparing(one -> one.emergency().sent()))
                .filter(one -> one.stage(now) == Stage.SENT)
                .orElse(null);
    }

    /** The name of a signed text. */
    public static String hash(String signed) {
        return Hash.of(signed.getBytes(StandardCharsets.UTF_8));
    }
}
