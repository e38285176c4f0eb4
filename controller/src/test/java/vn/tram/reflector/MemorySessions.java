package vn.tram.reflector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.tram.link.ProbeSession;
import vn.tram.link.ProbeSessions;

/** As on the disk. */
final class MemorySessions implements ProbeSessions {

    final Map<String, ProbeSession> kept = new ConcurrentHashMap<>();

    @Override
    public List<ProbeSession> all() {
        return List.copyOf(kept.values());
    }

    @Override
    public void put(Collection<ProbeSession> sessions) {
        sessions.forEach(session -> kept.put(session.endpoint(), session));
    }
}
