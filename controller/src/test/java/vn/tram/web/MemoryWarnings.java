package vn.tram.web;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Emergency;

/** Emergency broadcasts for tests; nothing is signed and nothing is ever void. */
final class MemoryWarnings implements Warnings {

    private final InstantSource clock;
    private final CopyOnWriteArrayList<Warning> all = new CopyOnWriteArrayList<>();

    MemoryWarnings(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Warning> all() {
        return List.copyOf(all);
    }

    @Override
    public synchronized Warning ask(String actor, Emergency emergency) {
        Warning asked = new Warning(
                emergency,
                "ASKED",
                actor,
                clock.instant(),
                clock.instant().plusSeconds(900),
                null,
                null,
                false,
                null,
                null);
        all.add(0, asked);
        return asked;
    }

    private @Nullable Warning waiting(String identifier) {
        return all.stream()
                .filter(one -> one.emergency().identifier().equals(identifier)
                        && one.stage().equals("ASKED"))
                .findFirst()
                .orElse(null);
    }

    private Warning put(Warning asked, String stage, @Nullable String confirmedBy, @Nullable String withdrawnBy) {
        boolean isSent = confirmedBy != null;
        Warning next = new Warning(
                asked.emergency(),
                stage,
                asked.askedBy(),
                asked.askedAt(),
                asked.confirmBefore(),
                confirmedBy,
                withdrawnBy,
                isSent,
                isSent ? "text\n" : null,
                isSent ? "0f".repeat(32) : null);
        all.set(all.indexOf(asked), next);
        return next;
    }

    @Override
    public synchronized @Nullable Warning confirm(String actor, String identifier) throws SamePersonException {
        Warning asked = waiting(identifier);
        if (asked == null) {
            return null;
        }
        if (asked.askedBy().equals(actor)) {
            throw new SamePersonException();
        }
        return put(asked, "SENT", actor, null);
    }

    @Override
    public synchronized @Nullable Warning withdraw(String actor, String identifier) {
        Warning asked = waiting(identifier);
        return asked == null ? null : put(asked, "WITHDRAWN", null, actor);
    }
}
