package vn.tram.portal;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.bundle.Hash;
import vn.tram.bundle.PolicyFile;
import vn.tram.document.Emergency;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.file.BadFileException;

/**
 * Moves what the portal shows towards what the centre wants shown: the object Captive Portal (42772) says both. A
 * fetch that fails is tried again with back-off until it succeeds or something else is wanted. Safe for use by many
 * threads; disk and network are used on the given executor only.
 */
public final class Content {

    private static final Logger LOG = LoggerFactory.getLogger(Content.class);
    private static final int OBJECT = 42772;
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LAST_RETRY_MILLIS = 300_000;

    private final ContentFolder folder;
    private final BlobSource source;
    private final InstantSource clock;
    private final Broadcasts broadcasts;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();

    private volatile ContentFolder.@Nullable Shown shown;
    private volatile long wantedRevision;
    private volatile String wantedHash = "";
    private volatile State state = State.NOTHING;
    private volatile String error = "";

    /** Resource 42772/0/4. */
    private enum State {
        NOTHING(0),
        FETCHING(1),
        SHOWN(2),
        ERROR(3);

        private final long code;

        State(long code) {
            this.code = code;
        }
    }

    /** @param clock the device's, right or wrong */
    public Content(
            ContentFolder folder,
            BlobSource source,
            InstantSource clock,
            ScheduledExecutorService executor,
            RandomGenerator random)
            throws IOException {
        this.clock = clock;
        this.folder = folder;
        this.source = source;
        this.executor = executor;
        this.random = random;
        this.broadcasts = folder.broadcasts(clock);
        this.shown = folder.current();
        if (shown != null) {
            state = State.SHOWN;
            wantedHash = shown.hash();
            wantedRevision = shown.manifest().revision();
        }
    }

    /** Lets the controller write what is wanted. */
    public void attach(ObjectTree tree) {
        readings().forEach(tree::put);
        broadcasts.attach(tree);
        tree.onWrite(new ResourcePath(OBJECT, 0, 2), value -> {
            if (!(value instanceof Long revision) || revision < 0) {
                return ObjectTree.BAD_REQUEST;
            }
            wantedRevision = revision;
            return ObjectTree.CHANGED;
        });
        tree.onWrite(new ResourcePath(OBJECT, 0, 3), value -> {
            if (!(value instanceof String hash) || !Hash.isOne(hash)) {
                return ObjectTree.BAD_REQUEST;
            }
            wantedHash = hash;
            converge();
            return ObjectTree.CHANGED;
        });
    }

    /** The object Captive Portal as it is now. */
    public List<Reading> readings() {
        ContentFolder.Shown now = shown;
        List<Reading> readings = new ArrayList<>(broadcasts.readings());
        readings.addAll(List.of(
                Reading.of(OBJECT, 0, 0, now == null ? 0L : now.manifest().revision()),
                Reading.of(OBJECT, 0, 1, now == null ? "" : now.hash()),
                Reading.of(OBJECT, 0, 2, wantedRevision),
                Reading.of(OBJECT, 0, 3, wantedHash),
                Reading.of(OBJECT, 0, 4, state.code),
                Reading.of(OBJECT, 0, 5, error),
                Reading.of(OBJECT, 0, 7, pages.get())));
        return readings;
    }

    void countPage() {
        pages.incrementAndGet();
    }

    /**
     * What to show now; null when nothing has come yet. An emergency broadcast is part of it. A clock that stands before the
     * bundle's time is not set: then what the controller's clock said holds.
     */
    public @Nullable PortalContent content() {
        ContentFolder.Shown now = shown;
        Emergency emergency = broadcasts.now();
        if (now == null) {
            return emergency == null ? null : new PortalContent("", List.of(), emergency);
        }
        Instant here = clock.instant();
        Instant made = now.manifest().publishedAt();
        return now.content().at(here.isBefore(made) ? made : here).with(emergency);
    }

    /** Who may pass; the standard policy when nothing has come yet. */
    public PortalPolicy policy() {
        ContentFolder.Shown now = shown;
        return now == null ? PolicyFile.standard() : now.policy();
    }

    public long revision() {
        ContentFolder.Shown now = shown;
        return now == null ? 0 : now.manifest().revision();
    }

    /** Makes earlier attempts give up, and begins anew. */
    private void converge() {
        later(attempts.incrementAndGet(), 0, FIRST_RETRY_MILLIS);
    }

    private void later(long attempt, long delayMillis, long retryMillis) {
        try {
            executor.schedule(() -> attempt(attempt, retryMillis), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the agent is closing; portal content stays as it is", e);
        }
    }

    private synchronized void attempt(long attempt, long retryMillis) {
        if (attempt != attempts.get()) {
            return;
        }
        ContentFolder.Shown now = shown;
        try {
            if (now == null || !now.hash().equals(wantedHash)) {
                state = State.FETCHING;
                shown = folder.install(wantedHash, source);
                LOG.info("portal shows content revision {}", revision());
            }
            state = State.SHOWN;
            error = "";
        } catch (IOException | BadFileException | RuntimeException e) {
            fail(e, attempt, retryMillis);
        }
    }

    private void fail(Exception e, long attempt, long retryMillis) {
        String reason = Reading.cut(String.valueOf(e.getMessage()));
        if (!reason.equals(error)) {
            LOG.warn("portal content is not shown: {}", reason);
        }
        error = reason;
        state = State.ERROR;
        long delay = retryMillis / 2 + random.nextLong(retryMillis / 2 + 1);
        later(attempt, delay, Math.min(retryMillis * 2, LAST_RETRY_MILLIS));
    }
}
