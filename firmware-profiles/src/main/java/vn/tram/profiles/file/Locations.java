package vn.tram.profiles.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses and paths as settings have them. */
final class Locations {

    private Locations() {}

    static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether the scheme is allowed, there is a host unless it is a file, and no password stands in it. */
    static boolean isOneOf(URI uri, String... schemes) {
        String scheme = uri.getScheme();
        return scheme != null
                && Arrays.asList(schemes).contains(scheme.toLowerCase(Locale.ROOT))
                && (scheme.equals("file") || uri.getHost() != null)
                && uri.getUserInfo() == null;
    }

    static @Nullable Path path(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
