package vn.tram.portal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;
import vn.tram.access.Gate;
import vn.tram.access.GateException;
import vn.tram.access.Grant;
import vn.tram.access.NoGate;
import vn.tram.access.Session;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PolicyFile;
import vn.tram.bundle.PortalFile;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.document.Reading;
import vn.tram.page.Line;

/** A portal on a real socket, over doors that exist in memory, and a phone that speaks plain HTTP to it. */
final class Hotspot implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-24T05:00:00Z");

    final Path folder;
    final Doorkeeper gate = new Doorkeeper();
    final List<Reading> told = new ArrayList<>();
    final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    volatile Instant now = NOON;
    volatile Line line = Line.GOOD;
    volatile boolean outboxIsBroken;
    /** Whoever holds the doors instead of {@link #gate}; null for that. */
    private @Nullable Gate doors;

    Content content;
    Portal portal;
    PortalServer server;

    Hotspot(Path folder) throws Exception {
        this(folder, PolicyFile.standard());
    }

    Hotspot(Path folder, PortalPolicy policy) throws Exception {
        this.folder = folder;
        Map<String, byte[]> blobs = new HashMap<>();
        List<SigningKey> centre = List.of(SigningKey.make());
        String hash = bundle(policy, blobs, centre);
        ContentFolder bundles = new ContentFolder(
                folder.resolve("content"),
                new KnownKeys(folder.resolve(VerifyingKeys.FILE), () -> VerifyingKeys.of(centre)));
        bundles.install(
                hash,
                (wanted, part, max) ->
                        java.nio.file.Files.write(part, Objects.requireNonNull(blobs.get(wanted), wanted)));
        content = new Content(bundles, (wanted, part, max) -> {}, InstantSource.system(), executor, new Random(1));
        open();
    }

    private static String bundle(PortalPolicy policy, Map<String, byte[]> blobs, List<SigningKey> centre) {
        List<Manifest.Entry> entries = new ArrayList<>();
        Map<String, String> files = Map.of(
                PortalFile.PATH, PortalFile.toJson(new PortalContent("Tỉnh Bắc Ninh", List.of())),
                PolicyFile.PATH, PolicyFile.toJson(policy));
        files.forEach((path, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            blobs.put(Hash.of(bytes), bytes);
            entries.add(new Manifest.Entry(path, Hash.of(bytes), bytes.length));
        });
        byte[] manifest = new Manifest(3, NOON, entries).signed(centre);
        blobs.put(Hash.of(manifest), manifest);
        return Hash.of(manifest);
    }

    private void open() throws IOException {
        portal = new Portal(new PortalParts(
                content,
                doors == null ? gate : doors,
                () -> line,
                readings -> {
                    told.addAll(readings);
                    return !outboxIsBroken;
                },
                folder.resolve("portal"),
                () -> now,
                new Random(7),
                "Chợ Lớn",
                "",
                null));
        server = PortalServer.open(portal, new InetSocketAddress("127.0.0.1", 0));
    }

    /** The agent ends and comes back; the doors stay as they are. */
    void restart() throws IOException {
        server.close();
        portal.close();
        open();
    }

    void standsBehind(Gate others) throws IOException {
        doors = others;
        restart();
    }

    String host() {
        return "127.0.0.1:" + server.port();
    }

    /** @param headers {@code Name: value}; Host is the portal's own unless given */
    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, Map<String, String> form, String... headers) {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(body.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send("POST", path, body.toString(), headers);
    }

    Answer send(String method, String path, @Nullable String body, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        List<String> all = List.of(headers);
        if (all.stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: ").append(host()).append("\r\n");
        }
        all.forEach(header -> request.append(header).append("\r\n"));
        if (body != null) {
            if (all.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
                request.append("Content-Type: application/x-www-form-urlencoded\r\n");
            }
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        request.append("\r\n").append(body == null ? "" : body);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return Answer.read(new BufferedInputStream(socket.getInputStream()), method.equals("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    /** The hidden value of the page's form. */
    static String seal(Answer page) {
        Matcher matcher = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"").matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("no form in: " + page);
        }
        return matcher.group(1);
    }

    long count(int resource) {
        for (Reading reading : portal.readings()) {
            if (reading.path().resource() == resource && reading.value() instanceof Long value) {
                return value;
            }
        }
        throw new AssertionError("no resource " + resource);
    }

    @Override
    public void close() throws IOException {
        server.close();
        portal.close();
        executor.shutdownNow();
    }

    /** What came back. */
    record Answer(int status, Map<String, String> headers, String body) {

        static Answer read(InputStream in, boolean headersOnly) throws IOException {
            String first = line(in);
            if (first.isEmpty()) {
                return new Answer(0, Map.of(), "");
            }
            Map<String, String> headers = new HashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = headersOnly ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
            byte[] body = in.readNBytes(length);
            if (headers.getOrDefault("content-encoding", "").equals("gzip")) {
                body = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
            }
            return new Answer(Integer.parseInt(first.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Doors in memory, to which things can happen. */
    final class Doorkeeper implements Gate {

        private final NoGate doors = new NoGate(() -> now);
        volatile boolean isBroken;
        volatile boolean knowsNobody;
        volatile String mac = "02:00:5e:10:00:01";
        volatile long down;
        volatile @Nullable Grant last;

        @Override
        public @Nullable Client at(String address) {
            return knowsNobody ? null : new Client(mac, address);
        }

        @Override
        public Session open(Client client, Grant grant) throws GateException {
            if (isBroken) {
                throw new GateException("nft: the kernel said no");
            }
            last = grant;
            return doors.open(client, grant);
        }

        @Override
        public void close(Client client) {
            doors.close(client);
        }

        @Override
        public List<Session> sessions() {
            return doors.sessions().stream()
                    .map(one -> new Session(one.client(), one.left(), 1_000, down))
                    .toList();
        }

        @Override
        public void close() {
            doors.close();
        }
    }
}
