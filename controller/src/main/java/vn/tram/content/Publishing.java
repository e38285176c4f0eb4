package vn.tram.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PolicyFile;
import vn.tram.bundle.PortalFile;
import vn.tram.bundle.SigningKey;
import vn.tram.desired.Target;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.document.Showing;
import vn.tram.document.VoucherBatch;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * What the province has published for its portals. Each change makes an edition, and from an edition, the keys and the
 * time come the bundles, one for each set of announcements that some portal shows: the same bytes however often they are
 * made. Safe for use by many threads; a change is durable when the call returns.
 */
public final class Publishing {

    /** Bundles that are older are removed at a start; those in use are made again. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Path blobs;
    private final Supplier<String> province;
    private final List<SigningKey> keys;
    private final InstantSource clock;
    private final Editions editions;
    private final SecureRandom random = new SecureRandom();

    /**
     * One bundle and those who shall show it.
     *
     * @param hash of its manifest
     * @param endpoints empty for every node that nothing else was said of
     */
    public record Bundle(long revision, String hash, List<String> endpoints) {
        public Bundle {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * @param province who offers the network, in Vietnamese; asked for each bundle
     * @param keys that sign the bundles, the newest first
     */
    public Publishing(Path folder, Supplier<String> province, List<SigningKey> keys, InstantSource clock)
            throws IOException, BadFileException {
        this.blobs = folder.resolve("blobs");
        this.province = province;
        this.keys = List.copyOf(keys);
        this.clock = clock;
        Files.createDirectories(blobs);
        this.editions = new Editions(folder);
        Files.createDirectories(blobs);
        removeOld();
    }

    private void removeOld() throws IOException {
        Instant old = clock.instant().minus(KEPT);
        try (Stream<Path> files = Files.list(blobs)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The folder of blobs, each named by its hash. */
    public Path blobs() {
        return blobs;
    }

    public synchronized Edition edition() {
        return editions.newest();
    }

    /** Adds an announcement before all others; null when there are {@value Edition#MAX_NOTICES} in use already. */
    public synchronized @Nullable Notice publish(String actor, Notice.Words words) throws IOException {
        if (edition().inUse().size() >= Edition.MAX_NOTICES) {
            return null;
        }
        byte[] id = new byte[8];
        random.nextBytes(id);
        return put(HexFormat.of().formatHex(id), actor, words);
    }

    /** Puts other words in the place of an announcement that is in use; null when there is none such. */
    public synchronized @Nullable Notice change(String actor, String id, Notice.Words words) throws IOException {
        return inUse(id) == null ? null : put(id, actor, words);
    }

    private Notice put(String id, String actor, Notice.Words words) throws IOException {
        Notice notice = new Notice(id, editions.nextRevision(), now(), actor, words);
        editions.add(edition().with(notice, notice.revision(), notice.publishedAt(), actor));
        return notice;
    }

    /** Takes it from the portals and keeps it; null when there is none such in use. */
    public synchronized @Nullable Notice retire(String actor, String id) throws IOException {
        if (inUse(id) == null) {
            return null;
        }
        editions.add(edition().retiring(id, editions.nextRevision(), now(), actor));
        return edition().notice(id);
    }

    /** Shows it at another place, 0 for the first; null when there is none such in use. */
    public synchronized @Nullable Notice move(String actor, String id, int place) throws IOException {
        if (inUse(id) == null) {
            return null;
        }
        editions.add(edition().moving(id, place, editions.nextRevision(), now(), actor));
        return edition().notice(id);
    }

    /** Which batches of vouchers open doors from now on. */
    public synchronized Edition vouchers(String actor, List<VoucherBatch> batches) throws IOException {
        editions.add(edition().withVouchers(batches, editions.nextRevision(), now(), actor));
        return edition();
    }

    private @Nullable Notice inUse(String id) {
        Notice notice = edition().notice(id);
        return notice == null || notice.isRetired() ? null : notice;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What all portals should show now: the first bundle is for every node, each other one for the nodes that it names.
     * Empty while nothing was ever published.
     */
    public synchronized List<Bundle> bundles(Collection<Target.Where> nodes) throws IOException {
        if (edition().revision() == 0) {
            return List.of();
        }
        List<Notice> used = edition().inUse();
        List<Bundle> bundles = new ArrayList<>();
        bundles.add(bundle(used.stream().filter(one -> one.targets().isEmpty()).toList(), List.of()));
        if (used.stream().allMatch(one -> one.targets().isEmpty())) {
            return bundles;
        }
        Map<List<Notice>, List<String>> groups = new LinkedHashMap<>();
        for (Target.Where node : nodes) {
            List<Notice> seen = used.stream().filter(one -> one.isFor(node)).toList();
            groups.computeIfAbsent(seen, absent -> new ArrayList<>()).add(node.endpoint());
        }
        for (Map.Entry<List<Notice>, List<String>> group : groups.entrySet()) {
            bundles.add(bundle(group.getKey(), group.getValue()));
        }
        return bundles;
    }

    /** The time in a manifest is that of the last change, so that a device without a clock knows what was to be shown. */
    private Bundle bundle(List<Notice> notices, List<String> endpoints) throws IOException {
        Instant now = now();
        Edition edition = edition();
        Instant changed = notices.stream()
                .map(notice -> notice.showing().changed(now))
                .filter(Objects::nonNull)
                .filter(turn -> turn.isAfter(edition.at()))
                .max(Instant::compareTo)
                .orElse(edition.at());
        byte[] portal = PortalFile.toJson(content(notices, changed)).getBytes(StandardCharsets.UTF_8);
        byte[] policy = PolicyFile.toJson(policy(edition)).getBytes(StandardCharsets.UTF_8);
        byte[] manifest = new Manifest(
                        edition.revision(),
                        changed,
                        List.of(entry(PortalFile.PATH, portal), entry(PolicyFile.PATH, policy)))
                .signed(keys);
        keep(portal);
        keep(policy);
        keep(manifest);
        return new Bundle(edition.revision(), Hash.of(manifest), endpoints);
    }

    private static Manifest.Entry entry(String path, byte[] bytes) {
        return new Manifest.Entry(path, Hash.of(bytes), bytes.length);
    }

    private void keep(byte[] bytes) throws IOException {
        Path file = blobs.resolve(Hash.of(bytes));
        if (!Files.exists(file)) {
            WholeFile.write(file, bytes);
        }
    }

    private PortalContent content(List<Notice> notices, Instant at) {
        List<Announcement> shown = notices.stream()
                .filter(notice -> notice.showing().stage(at) != Showing.Stage.EXPIRED)
                .limit(PortalContent.MAX_ANNOUNCEMENTS)
                .map(Notice::announcement)
                .toList();
        return new PortalContent(province.get(), shown);
    }

    /** What a portal shows for which nothing is targeted, at any time. */
    public synchronized PortalContent everywhere() {
        return content(
                edition().inUse().stream()
                        .filter(one -> one.targets().isEmpty())
                        .toList(),
                now());
    }

    private static PortalPolicy policy(Edition edition) {
        PortalPolicy standard = PolicyFile.standard();
        if (edition.vouchers().isEmpty()) {
            return standard;
        }
        Set<PortalPolicy.WayIn> ways = EnumSet.of(PortalPolicy.WayIn.VOUCHER);
        ways.addAll(standard.ways());
        return new PortalPolicy(standard.allowance(), ways, standard.terms(), standard.garden(), edition.vouchers());
    }
}
