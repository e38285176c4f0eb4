package vn.tram.portal.opennds;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import vn.tram.access.Grant;

/**
 * Whom the gateways shall let in: each asks for its list every few seconds and says whom it has let in (openNDS'
 * {@code authmon}, level 3). Safe for many threads.
 */
public final class Authmon {

    /** A gateway reads no more of an answer. */
    private static final int MOST_CHARACTERS = 1000;

    /** It reads no more entries of one answer. */
    private static final int MOST_ENTRIES = 4;

    /** Of one gateway; openNDS itself has no more clients by default. */
    private static final int MOST_WAITING = 250;

    private static final int MOST_GATEWAYS = 64;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int KILO = 1000;
    private static final int BITS = 8;

    private record Waiting(String entry, CompletableFuture<Void> admitted) {}

    /** By gateway, then by token; those that have waited longest first. */
    private final Map<String, Map<String, Waiting>> waiting = new HashMap<>();

    /**
     * Puts the client on its gateway's list.
     *
     * @return completes when the gateway has let it in; cancelled when it asks for its list to be forgotten. Whoever no
     *     longer waits for it cancels it
     * @throws BadFasException when too many wait already
     */
    public synchronized CompletableFuture<Void> admit(
            FasRequest request, FasSettings settings, Grant grant, String custom) throws BadFasException {
        String token = request.token(settings);
        if (!waiting.containsKey(request.gatewayHash()) && waiting.size() >= MOST_GATEWAYS) {
            throw new BadFasException("gateways", "must be at most " + MOST_GATEWAYS, request.gateway());
        }
        Map<String, Waiting> list = waiting.computeIfAbsent(request.gatewayHash(), absent -> new LinkedHashMap<>());
        forgetCancelled(list);
        Waiting known = list.get(token);
        if (known != null) {
            return known.admitted;
        }
        if (list.size() >= MOST_WAITING) {
            throw new BadFasException("clients who wait", "must be at most " + MOST_WAITING, "" + list.size());
        }
        Waiting one = new Waiting(entry(token, grant, custom), new CompletableFuture<>());
        list.put(token, one);
        return one.admitted;
    }

    private static void forgetCancelled(Map<String, Waiting> list) {
        list.values().removeIf(one -> one.admitted.isCancelled());
    }

    /** Minutes, kbit/s up and down, kB up and down; the quota is of each direction, for the gateway counts them apart. */
    private static String entry(String token, Grant grant, String custom) {
        long minutes = Math.max(
                1, (grant.time().toSeconds() + 59) / Duration.ofMinutes(1).toSeconds());
        String plain = token + " " + minutes + " " + kilobits(grant.up()) + " " + kilobits(grant.down()) + " "
                + kilobytes(grant.quota()) + " " + kilobytes(grant.quota()) + " "
                + Base64.getEncoder().encodeToString(custom.getBytes(StandardCharsets.UTF_8));
        return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static long kilobits(long bytesPerSecond) {
        return bytesPerSecond == 0 ? 0 : Math.max(1, bytesPerSecond * BITS / KILO);
    }

    private static long kilobytes(long bytes) {
        return bytes == 0 ? 0 : Math.max(1, bytes / KILO);
    }

    /**
     * Answers a gateway.
     *
     * @param form as it was posted
     * @throws BadFasException when it is not such a question
     */
    public String answer(String form) throws BadFasException {
        Map<String, String> fields = fields(form);
        String gateway = fields.getOrDefault("gatewayhash", "");
        if (!HASH.matcher(gateway).matches()) {
            throw new BadFasException("gatewayhash", "must be 64 hexadecimal digits", gateway);
        }
        String question = fields.getOrDefault("auth_get", "");
        String payload = payload(fields.getOrDefault("payload", ""));
        return switch (question) {
            case "clear" -> clear(gateway);
            case "list" -> list(gateway);
            case "view" -> payload.equals("none") || payload.isEmpty() ? list(gateway) : acknowledged(gateway, payload);
            case "deauthed", "custom" -> "ack";
            default -> throw new BadFasException("auth_get", "must be clear, view, list, deauthed or custom", question);
        };
    }

    private static Map<String, String> fields(String form) throws BadFasException {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String part : form.split("&")) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(
                            part.substring(0, equals),
                            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BadFasException("form", "must be URL-encoded", form);
        }
        return fields;
    }

    private static String payload(String base64) throws BadFasException {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            throw new BadFasException("payload", "must be in base64", base64);
        }
    }

    /** The gateway has started anew, and its clients with it: the numbers that it had given them are no longer theirs. */
    private synchronized String clear(String gateway) {
        Map<String, Waiting> list = waiting.remove(gateway);
        if (list != null) {
            list.values().forEach(one -> one.admitted.cancel(false));
        }
        return "";
    }

    private synchronized String list(String gateway) {
        Map<String, Waiting> list = waiting.getOrDefault(gateway, Map.of());
        StringBuilder answer = new StringBuilder("*");
        int entries = 0;
        for (Waiting one : list.values()) {
            boolean fits = answer.length() + 1 + one.entry.length() <= MOST_CHARACTERS && entries < MOST_ENTRIES;
            if (fits && !one.admitted.isCancelled()) {
                answer.append(' ').append(one.entry);
                entries++;
            }
        }
        return answer.toString();
    }

    private String acknowledged(String gateway, String payload) {
        List<CompletableFuture<Void>> admitted = new ArrayList<>();
        synchronized (this) {
            Map<String, Waiting> list = waiting.getOrDefault(gateway, Map.of());
            for (String token : payload.split("[* ]+")) {
                Waiting one = list.remove(token);
                if (one != null) {
                    admitted.add(one.admitted);
                }
            }
        }
        // Whoever waits goes on by itself, not while we hold the lists.
        admitted.forEach(one -> one.complete(null));
        return "ack";
    }

    /** How many wait to be let in, at all gateways. */
    public synchronized int waiting() {
        int sum = 0;
        for (Iterator<Map<String, Waiting>> lists = waiting.values().iterator(); lists.hasNext(); ) {
            Map<String, Waiting> list = lists.next();
            forgetCancelled(list);
            sum += list.size();
            if (list.isEmpty()) {
                lists.remove();
            }
        }
        return sum;
    }
}
