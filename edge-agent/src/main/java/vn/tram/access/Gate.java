package vn.tram.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the doors: the kernel, another captive portal daemon, or nothing for a preview. What it holds outlives the agent,
 * and closes by its own clock. Safe for use by many threads; calls block until it has answered.
 */
public interface Gate extends AutoCloseable {

    /** Who has this address on the hotspot's network; null when nobody there is known to. */
    @Nullable
    Client at(String address) throws GateException;

    /** Opens the door, or gives an open one a new grant; returns when traffic passes. */
    Session open(Client client, Grant grant) throws GateException;

    /**
     * Where the client itself must go to pass, and is sent to {@code then} from; null where {@link #open} has opened its
     * door.
     *
     * @param then address of a page of the portal
     */
    default @Nullable String detour(Client client, String then) throws GateException {
        return null;
    }

    /** Cuts the client's connections, and closes the door; one that is not open is closed already. */
    void close(Client client) throws GateException;

    /** Every open door. */
    List<Session> sessions() throws GateException;

    /** Lets go of what only this process needs; the doors stay as they are. */
    @Override
    void close();
}
