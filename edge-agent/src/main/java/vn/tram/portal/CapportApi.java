package vn.tram.portal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;
import vn.tram.access.GateException;
import vn.tram.access.Session;

/** What a device's system asks instead of guessing: the Captive Portal API (RFC 8908). Over TLS only. */
final class CapportApi {

    static final String PATH = "/api/capport";

    private static final String TYPE = "application/captive+json";
    private static final int MAX_RANGES = 32;

    private final Doors doors;

    CapportApi(Doors doors) {
        this.doors = doors;
    }

    /** At most a few hundred characters; systems read 4,096. */
    Reply answer(Ask ask, Client client) throws GateException {
        if (!accepts(ask.header("Accept"))) {
            return Reply.text(406, "text/plain; charset=utf-8", "Accept: must allow " + TYPE + "\n");
        }
        Session session = doors.of(client);
        StringBuilder json = new StringBuilder("{\"captive\":").append(session == null);
        json.append(",\"user-portal-url\":\"").append(ask.base()).append("/\"");
        json.append(",\"venue-info-url\":\"").append(ask.base()).append("/announcements\"");
        json.append(",\"can-extend-session\":false");
        if (session != null) {
            json.append(",\"seconds-remaining\":").append(session.left().toSeconds());
            @Nullable Long bytes = doors.bytesLeft(session);
            if (bytes != null) {
                json.append(",\"bytes-remaining\":").append(bytes);
            }
        }
        return Reply.text(200, TYPE, json.append("}").toString());
    }

    /** RFC 9110, section 12.5.1: a list with weights, in which a more special range counts more. */
    static boolean accepts(String accept) {
        if (accept.isBlank()) {
            return true;
        }
        int special = -1;
        boolean wanted = false;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", MAX_RANGES)) {
            String[] parts = range.replace(" ", "").replace("\t", "").split(";", 8);
            int rank =
                    parts[0].equals(TYPE) ? 2 : parts[0].equals("application/*") ? 1 : parts[0].equals("*/*") ? 0 : -1;
            if (rank > special) {
                special = rank;
                wanted = !isRefused(parts);
            }
        }
        return wanted;
    }

    private static boolean isRefused(String[] parts) {
        for (String parameter : parts) {
            if (parameter.matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
