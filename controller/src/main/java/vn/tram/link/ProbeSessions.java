package vn.tram.link;

import java.util.Collection;
import java.util.List;

/** The sessions that are kept, so that a controller which has restarted knows them at once. Calls block on the disk. */
public interface ProbeSessions {

    List<ProbeSession> all();

    /** Durable when this returns; replaces those of the same endpoints. */
    void put(Collection<ProbeSession> sessions);
}
