package vn.tram.sampler.snmp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.Limits;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.Group;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.TrapMapping;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.sampler.Sampler;
import vn.tram.sampler.snmp.Poll.Measured;
import vn.tram.sampler.snmp.Poll.Outcome;

/**
 * Measures one device by SNMP. Finds the device's profile when it first answers, and again after it restarted. Each
 * group of the profile is asked for as often as it says; in between, a round repeats what a group said last. A device
 * that does not answer gives one reading: {@link Sampler#ERROR}.
 */
public final class SnmpSampler implements Sampler {

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(25);
    private static final Duration SILENT_WATCH = Duration.ofSeconds(10);
    private static final Duration RELEARN = Duration.ofMinutes(10);
    private static final int MAX_TROUBLE = 400;

    private final SnmpSource source;
    private final ProfileLibrary library;
    private final @Nullable String fixedProfile;
    private final LongSupplier nanos;
    private final Memory memory = new Memory();
    private final Restarts restarts = new Restarts();
    private final Map<String, List<Reading>> last = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();
    private final Set<ResourcePath> rows = ConcurrentHashMap.newKeySet();
    private final Notifications notifications = new Notifications();
    private final Held held;
    private final Limits limits = new Limits();
    private volatile boolean restartTold;
    private volatile @Nullable DeviceProfile profile;
    private @Nullable CompletableFuture<?> running;
    private volatile boolean reached = true;
    private volatile boolean answered;
    private long triedNanos;
    private long learnedNanos;
    private String trouble = "";
    /** Why {@link #fixedProfile} is of no use; empty as long as it is not tried, or is. */
    private volatile String badProfile = "";

    /**
     * @param profile id of the device's profile; null when it is to be found out, as it is too when there is none of that
     *     id: every round then says so
     * @param nanos a clock that does not jump
     */
    public SnmpSampler(SnmpSource source, ProfileLibrary library, @Nullable String profile, LongSupplier nanos) {
        this.source = source;
        this.library = library;
        this.fixedProfile = profile;
        this.nanos = nanos;
        this.learnedNanos = nanos.getAsLong();
        this.held = new Held(nanos);
    }

    /**
     * Takes what the device said unasked. For any thread; does not wait for a round that is under way. The device should
     * be watched soon after, which confirms it.
     *
     * @return what to report at once
     */
    public List<Reading> trapped(Trap trap) {
        TrapMapping mapping = Notifications.mapping(profile, trap);
        List<Reading> readings = new ArrayList<>(notifications.told(trap, mapping));
        for (Reading told : Notifications.set(trap, mapping, rows)) {
            held.hold(told);
            readings.add(told);
        }
        restartTold |= mapping != null && mapping.meaning() == TrapMapping.Meaning.RESTART;
        return readings;
    }

    /** The device's profile; null as long as the device did not answer. */
    public @Nullable DeviceProfile profile() {
        return profile;
    }

    /** Whether the device has ever answered and was recognised. */
    public boolean hasAnswered() {
        return answered;
    }

    @Override
    public int maxSeries() {
        DeviceProfile known = profile;
        return known == null ? DeviceProfile.DEFAULT_MAX_SERIES : known.maxSeries();
    }

    @Override
    public List<Reading> sample() {
        List<Reading> readings = await(this::ask);
        return readings == null ? List.of(Sampler.error(trouble)) : readings;
    }

    /**
     * A whole round without waiting for it, for who has many devices; one round at a time. {@link Sampler#ERROR} is in it
     * as in {@link #sample}, and {@link #isReached} says afterwards whether the device answered.
     */
    public CompletableFuture<List<Reading>> ask() {
        trouble = badProfile;
        return known().thenCompose(known -> {
            if (known.isEmpty()) {
                reached = false;
                return CompletableFuture.completedFuture(List.of(Sampler.error(trouble)));
            }
            if (nanos.getAsLong() - learnedNanos > RELEARN.toNanos()) {
                learnedNanos = nanos.getAsLong();
                memory.relearn();
            }
            DeviceProfile profile = known.get();
            return poll(profile.allGroups().stream().filter(this::isDue).toList())
                    .thenApply(asked -> everything(profile));
        });
    }

    private List<Reading> everything(DeviceProfile known) {
        List<Reading> readings = new ArrayList<>();
        if (reached) {
            known.groups().keySet().forEach(name -> readings.addAll(last.getOrDefault(name, List.of())));
        }
        readings.add(Sampler.error(trouble));
        List<Reading> now = new ArrayList<>(held.over(readings));
        if (reached && profile != null) {
            now.addAll(limits.judge(known.limits().values(), now));
        }
        return now;
    }

    /** Whether the device answered when it was last asked. */
    public boolean isReached() {
        return reached;
    }

    @Override
    public List<Reading> watch() {
        DeviceProfile known = profile;
        boolean pointless = known == null || !reached && nanos.getAsLong() - triedNanos < SILENT_WATCH.toNanos();
        if (known == null || pointless) {
            return List.of();
        }
        trouble = "";
        List<Group> watched = groups(known, Group::watched);
        Set<ResourcePath> before = Set.copyOf(rows);
        List<Reading> readings = new ArrayList<>(polled(watched));
        Set<Integer> grown = new TreeSet<>();
        rows.stream().filter(row -> !before.contains(row)).forEach(row -> grown.add(row.object()));
        if (!grown.isEmpty()) {
            // A new interface: its name and the rest at once too.
            memory.relearn();
            readings.addAll(polled(groups(known, group -> !group.watched() && hasTableOf(group, grown))));
        }
        if (!trouble.isEmpty()) {
            readings.add(new Reading(ERROR, trouble));
        }
        return held.over(readings);
    }

    @Override
    public Duration watchInterval() {
        DeviceProfile known = profile;
        return known == null
                ? Duration.ofSeconds(1)
                : groups(known, Group::watched).stream()
                        .map(Group::every)
                        .min(Duration::compareTo)
                        .orElse(Duration.ofSeconds(10));
    }

    private static List<Group> groups(DeviceProfile profile, Predicate<Group> which) {
        return profile.allGroups().stream().filter(which).toList();
    }

    private static boolean hasTableOf(Group group, Set<Integer> objects) {
        return group.tables().stream().map(TableMapping::object).anyMatch(objects::contains);
    }

    /** The profile, found out if need be; empty and a trouble when that is not possible now. */
    private CompletableFuture<Optional<DeviceProfile>> known() {
        DeviceProfile found = profile;
        if (found != null) {
            return CompletableFuture.completedFuture(Optional.of(found));
        }
        if (fixedProfile != null && badProfile.isEmpty()) {
            Optional<DeviceProfile> fixed = load(fixedProfile);
            if (fixed.isPresent()) {
                return CompletableFuture.completedFuture(fixed);
            }
        }
        return Identification.of(source, library).thenApply(identification -> {
            note(List.of(identification.trouble()));
            String id = identification.profile();
            return id == null ? Optional.empty() : load(id);
        });
    }

    private Optional<DeviceProfile> load(String id) {
        try {
            profile = library.load(id);
        } catch (BadFileException e) {
            note(List.of(e.getMessage()));
            badProfile = id.equals(fixedProfile) ? trouble : badProfile;
        }
        return Optional.ofNullable(profile);
    }

    /** Due a little early, so that a group of the round's own interval is asked for in every round. */
    private boolean isDue(Group group) {
        Long before = asked.get(group.name());
        return before == null || nanos.getAsLong() - before >= group.every().toNanos() / 10 * 9;
    }

    private List<Reading> polled(Collection<Group> groups) {
        List<Reading> readings = await(() -> poll(groups));
        return readings == null ? List.of() : readings;
    }

    private CompletableFuture<List<Reading>> poll(Collection<Group> groups) {
        triedNanos = nanos.getAsLong();
        return Poll.run(source, groups, memory).thenApply(this::taken);
    }

    /** After a time-out it may come while the next round already says that it has to wait. */
    private synchronized List<Reading> taken(Poll.Round round) {
        Outcome outcome = round.outcome();
        reached = outcome.reached();
        answered |= reached;
        note(outcome.troubles());
        boolean isAnew = restarts.happened(round.age(), nanos.getAsLong());
        if (restartTold || isAnew) {
            restartTold = false;
            startOver();
            return List.of();
        }
        Map<String, List<Reading>> readings = new LinkedHashMap<>();
        outcome.values().forEach((group, values) -> {
            values.forEach(this::remember);
            readings.put(group, values.stream().map(Measured::reading).toList());
        });
        readings.keySet().forEach(group -> asked.put(group, nanos.getAsLong()));
        last.putAll(readings);
        return readings.values().stream().flatMap(List::stream).toList();
    }

    private void remember(Measured value) {
        if (value.index().size() > 0) {
            ResourcePath path = value.reading().path();
            rows.add(new ResourcePath(path.object(), path.instance(), 0));
        }
    }

    /** Another device may have come back, and its counters began anew: everything is asked for in the next round. */
    private void startOver() {
        memory.forget();
        limits.forget();
        last.clear();
        asked.clear();
        rows.clear();
        profile = null;
        note(List.of("the device restarted"));
    }

    /** Null when the answer took too long, or an earlier one still does. */
    private <T> @Nullable T await(Supplier<CompletableFuture<T>> start) {
        CompletableFuture<?> before = running;
        if (before != null && !before.isDone()) {
            note(List.of(source.name() + " is still busy with the round before"));
            return null;
        }
        CompletableFuture<T> future = start.get();
        running = future;
        try {
            return future.get(LONGEST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            note(List.of(source.name() + " takes longer than " + LONGEST_ROUND.toSeconds() + " s for a round"));
        } catch (ExecutionException e) {
            note(List.of("a round failed: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private synchronized void note(Collection<String> troubles) {
        for (String text : troubles) {
            if (!text.isEmpty() && !trouble.contains(text) && trouble.length() < MAX_TROUBLE) {
                trouble = Reading.cut(trouble.isEmpty() ? text : trouble + "; " + text);
            }
        }
    }
}
