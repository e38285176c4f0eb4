package vn.tram.agent;

import vn.tram.objects.ObjectTree;
import vn.tram.uplink.Outbox;

/** The way to the controller, as the agent needs it. */
public interface Link extends AutoCloseable {

    /** Begins to connect, and returns at once. Call it once. */
    void start();

    /** Whether the controller knows of this agent now. */
    boolean isRegistered();

    /** Takes leave of the controller if it can be reached. */
    @Override
    void close();

    /** Makes a link that is not started yet. */
    @FunctionalInterface
    interface Maker {
        /** @param registered to be run after each registration, on any thread; it returns soon */
        Link make(ObjectTree tree, Outbox outbox, Runnable registered);
    }
}
