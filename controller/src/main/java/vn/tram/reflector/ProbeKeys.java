package vn.tram.reflector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.tram.link.ProbeSession;
import vn.tram.link.ProbeSessions;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.WholeFile;
import vn.tram.stamp.Reflector;
import vn.tram.stamp.StampKey;

/**
 * The nodes' probe sessions, and their keys. A key is made from the data folder's own secret, the endpoint, and how often
 * that node has asked: nothing but the secret's file must be kept safe. Safe for use by many threads.
 */
public final class ProbeKeys implements Reflector.Keys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final byte[] secret;
    private final ProbeSessions kept;
    private final Map<Integer, Keyed> bySsid = new ConcurrentHashMap<>();
    private final Map<String, Integer> ssids = new HashMap<>();

    private record Keyed(ProbeSession session, Secret text, StampKey key) {}

    /** A session, and what its sender must sign with. */
    public record Given(int ssid, Secret key) {}

    /** @param file of the secret; is made when there is none */
    public static ProbeKeys open(Path file, ProbeSessions kept) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(fresh);
            WholeFile.writePrivate(file, HexFormat.of().formatHex(fresh) + "\n");
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IOException(file + ": must be " + 2 * SECRET_BYTES
                    + " hexadecimal digits; move it away, and a new one is made that the nodes fetch by themselves");
        }
        return new ProbeKeys(HexFormat.of().parseHex(text), kept);
    }

    private ProbeKeys(byte[] secret, ProbeSessions kept) {
        this.secret = secret;
        this.kept = kept;
        for (ProbeSession session : kept.all()) {
            take(session);
        }
    }

    private Keyed take(ProbeSession session) {
        Secret text = derive(session);
        Keyed keyed = new Keyed(session, text, new StampKey(text));
        bySsid.put(session.ssid(), keyed);
        ssids.put(session.endpoint(), session.ssid());
        return keyed;
    }

    private Secret derive(ProbeSession session) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] name = (session.endpoint() + "\n" + session.generation()).getBytes(StandardCharsets.UTF_8);
            return new Secret(HexFormat.of().formatHex(mac.doFinal(name)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": every Java has it", e);
        }
    }

    /**
     * A session for a run of that node's agent, with a key of its own; the one before it ends. Blocks on the disk.
     *
     * @return null when there are as many nodes as ids
     */
    public synchronized @Nullable Given give(String endpoint) {
        Integer known = ssids.get(endpoint);
        Keyed before = known == null ? null : bySsid.get(known);
        ProbeSession session;
        if (before != null) {
            session = before.session.next();
        } else {
            int free = 1;
            while (bySsid.containsKey(free)) {
                free++;
            }
            if (free > ProbeSession.MAX_SSID) {
                return null;
            }
            session = new ProbeSession(endpoint, free, 1, false);
        }
        kept.put(List.of(session));
        Keyed keyed = take(session);
        return new Given(session.ssid(), keyed.text);
    }

    /** Remembers that probes of those sessions have arrived. Blocks on the disk. */
    synchronized void heard(Collection<Integer> sessions) {
        List<ProbeSession> news = new ArrayList<>();
        for (int ssid : sessions) {
            Keyed keyed = bySsid.get(ssid);
            if (keyed != null && !keyed.session.heard()) {
                ProbeSession session = keyed.session.asHeard();
                news.add(session);
                // With the same key object: it is the same run.
                bySsid.put(ssid, new Keyed(session, keyed.text, keyed.key));
            }
        }
        if (!news.isEmpty()) {
            kept.put(news);
        }
    }

    @Override
    public @Nullable StampKey of(int session) {
        Keyed keyed = bySsid.get(session);
        return keyed == null ? null : keyed.key;
    }

    /** The session of that SSID; null when there is none. */
    @Nullable
    ProbeSession session(int ssid) {
        Keyed keyed = bySsid.get(ssid);
        return keyed == null ? null : keyed.session;
    }

    /** Those whose probes have arrived once, and so should again. */
    List<String> expected() {
        return bySsid.values().stream()
                .map(Keyed::session)
                .filter(ProbeSession::heard)
                .map(ProbeSession::endpoint)
                .toList();
    }
}
