package vn.tram.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.state.Health;

/**
 * Reads the ledger's entries, from the first one on and in order, into what every node and link was in one period. Used
 * by one thread.
 */
public final class Timelines {

    /** One node with its links. */
    private static final class Tracks {
        private final TreeMap<Integer, Track> byLink = new TreeMap<>();
        private final List<Span> maintenance = new ArrayList<>();
        private @Nullable Instant maintainedFrom;
        private @Nullable Placement placement;
    }

    private final View view;
    private final Span period;
    private final Map<String, Tracks> nodes = new TreeMap<>();
    private Head head = Head.EMPTY;

    /** @param to exclusive; at most the present time, for nothing is known of the future */
    public Timelines(View view, Instant from, Instant to) {
        this.view = view;
        this.period = new Span(from, to);
    }

    /** Takes the next entry. */
    public void accept(Entry entry) {
        head = Head.of(entry);
        switch (entry.kind()) {
            case VERDICT -> verdict(entry);
            case CONTROLLER ->
                nodes.values()
                        .forEach(tracks ->
                                tracks.byLink.values().forEach(track -> unknown(track, begin(entry), entry.cause())));
            case CORRECTION -> {
                if (view == View.CORRECTED) {
                    track(entry.endpoint(), entry.link()).correct(entry);
                }
            }
            case MAINTENANCE_BEGAN -> {
                Tracks tracks = tracks(entry.endpoint());
                if (tracks.maintainedFrom == null) {
                    tracks.maintainedFrom = entry.at();
                }
            }
            case MAINTENANCE_ENDED -> maintained(tracks(entry.endpoint()), entry.at());
            case PLACEMENT -> {
                if (entry.at().isBefore(period.to())) {
                    tracks(entry.endpoint()).placement = Placement.parse(entry.why());
                }
            }
        }
    }

    private void verdict(Entry entry) {
        Health verdict = Objects.requireNonNull(entry.verdict(), "verdict");
        Instant at = view == View.CORRECTED && entry.from() != null ? entry.from() : entry.at();
        track(entry.endpoint(), entry.link()).change(at, verdict, entry.cause());
        if (entry.link() == Entry.NODE && (verdict == Health.DOWN || verdict == Health.UNKNOWN)) {
            tracks(entry.endpoint())
                    .byLink
                    .tailMap(Entry.NODE, false)
                    .values()
                    .forEach(link -> unknown(link, at, null));
        }
    }

    private static void unknown(Track track, Instant at, @Nullable String cause) {
        if (track.verdict() != Health.UNKNOWN) {
            track.change(at, Health.UNKNOWN, cause);
        }
    }

    private static Instant begin(Entry entry) {
        return entry.from() == null ? entry.at() : entry.from();
    }

    private void maintained(Tracks tracks, Instant to) {
        Span span = tracks.maintainedFrom == null ? null : Span.of(tracks.maintainedFrom, to, period);
        if (span != null) {
            tracks.maintenance.add(span);
        }
        tracks.maintainedFrom = null;
    }

    private Tracks tracks(String endpoint) {
        return nodes.computeIfAbsent(endpoint, absent -> new Tracks());
    }

    private Track track(String endpoint, int link) {
        return tracks(endpoint).byLink.computeIfAbsent(link, absent -> new Track(period));
    }

    /** The last entry that was taken. */
    public Head head() {
        return head;
    }

    /** Of every node, and of every link that has ever had a verdict, by name. Call once, at the end. */
    List<Timeline> end() {
        List<Timeline> all = new ArrayList<>();
        nodes.forEach((endpoint, tracks) -> {
            maintained(tracks, period.to());
            if (tracks.placement != null) {
                tracks.byLink.computeIfAbsent(Entry.NODE, absent -> new Track(period));
            }
            tracks.byLink.forEach((link, track) ->
                    all.add(new Timeline(endpoint, link, tracks.placement, track.end(), tracks.maintenance)));
        });
        return all;
    }

    /** Of one node or link only; empty when it has never had a verdict. Call once, at the end, instead of the other. */
    public List<Interval> end(String endpoint, int link) {
        Tracks tracks = nodes.get(endpoint);
        Track track = tracks == null ? null : tracks.byLink.get(link);
        return track == null ? List.of() : track.end();
    }
}
