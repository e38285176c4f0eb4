package vn.tram.web.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.page.PortalPage;

/**
 * Serves the pages: files of {@code resources/web/} by their path, files of WebJars under {@code /lib/NAME/}, and {@code
 * index.html} at the address of every page; it shows the right one itself. A person at an unknown address gets it too,
 * with status 404. Safe for many threads.
 */
public final class Pages {

    private static final String INDEX = "/index.html";
    private static final Pattern PAGE_ADDRESS = Pattern.compile(
            "/|/(?:nodes|add-node|incidents|maintenance|sla|announcements|emergencies|vouchers|users|audit|sign-in|set-up)"
                    + "|/node/[A-Za-z0-9._~-]{1,129}");
    private static final Pattern SAFE = Pattern.compile("(?:/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*){1,12}");
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final int MAX_CACHED = 1000;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("geojson", "application/geo+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final @Nullable Path folder;
    private final Map<String, Resource> cache = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** @param folder read anew at each request instead of the class path, while the pages are being written; usually null */
    public Pages(@Nullable Path folder) {
        this.folder = folder;
    }

    /** @throws Refused when there is no such page */
    public Answer answer(Request request) {
        String path = request.path();
        Resource resource = find(PAGE_ADDRESS.matcher(path).matches() ? INDEX : path);
        if (resource != null) {
            return Answer.resource(resource);
        }
        String accepted = request.header("Accept");
        Resource index = accepted != null && accepted.contains("text/html") ? find(INDEX) : null;
        if (index == null) {
            throw Refused.because(Refusal.NOT_FOUND, "path", "is not known", path);
        }
        return Answer.of(404, index.contentType(), new String(index.bytes(), StandardCharsets.UTF_8))
                .headers(index.headers());
    }

    private @Nullable Resource find(String file) {
        Resource cached = cache.get(file);
        return cached == null ? load(file) : cached;
    }

    private @Nullable Resource load(String file) {
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (type == null || !SAFE.matcher(file).matches()) {
            return null;
        }
        byte[] bytes = file.startsWith("/lib/") ? webJar(file.substring(5)) : page(file);
        if (bytes == null) {
            return null;
        }
        Resource resource = type.startsWith("text/html")
                ? Resource.of(type, bytes, Map.of("Content-Security-Policy", policy(bytes)))
                : Resource.of(type, bytes);
        if (folder == null && cache.size() < MAX_CACHED) {
            cache.put(file, resource);
        }
        return resource;
    }

    private byte @Nullable [] page(String file) {
        try {
            if (folder == null) {
                return classPath("/web" + file);
            }
            Path path = folder.resolve(file.substring(1));
            return Files.isRegularFile(path) ? Files.readAllBytes(path) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("page " + file, e);
        }
    }

    /** {@code lit/html.js} is {@code META-INF/resources/webjars/lit/3.3.2/html.js}. */
    private byte @Nullable [] webJar(String file) {
        int slash = file.indexOf('/');
        String name = slash < 0 ? file : file.substring(0, slash);
        try {
            String version = version(name);
            return version == null
                    ? null
                    : classPath("/META-INF/resources/webjars/" + name + "/" + version + file.substring(slash));
        } catch (IOException e) {
            throw new UncheckedIOException("WebJar file " + file, e);
        }
    }

    private @Nullable String version(String name) throws IOException {
        String known = versions.get(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = classPath("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties");
        if (bytes == null) {
            return null;
        }
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(bytes));
        String version = properties.getProperty("version");
        versions.put(name, version);
        return version;
    }

    private static byte @Nullable [] classPath(String name) throws IOException {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /**
     * Everything from ourselves, of inline scripts exactly those in the page: the import map, and of inline styles exactly
     * the captive portal's: the frame that previews it inherits this policy.
     */
    private static String policy(byte[] html) {
        StringBuilder scripts = new StringBuilder("script-src 'self'");
        Matcher matcher = INLINE_SCRIPT.matcher(new String(html, StandardCharsets.UTF_8));
        while (matcher.find()) {
            byte[] hash = Resource.sha256(matcher.group(1).getBytes(StandardCharsets.UTF_8));
            scripts.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(hash))
                    .append('\'');
        }
        String portal = Base64.getEncoder()
                .encodeToString(Resource.sha256(PortalPage.styleSheet().getBytes(StandardCharsets.UTF_8)));
        return "default-src 'none'; " + scripts + "; style-src 'self' 'sha256-" + portal
                + "'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }
}
