package vn.tram.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tram.content.Emergencies;
import vn.tram.content.Emergencies.Kept;
import vn.tram.content.Emergencies.RefusedException;
import vn.tram.document.Emergency;
import vn.tram.flow.Event;
import vn.tram.web.Warnings;

/** What people do about emergency broadcasts, towards the files that keep them. */
final class EmergencyWarnings implements Warnings {

    private static final int MAX_LISTED = 50;

    private final Emergencies emergencies;
    private final InstantSource clock;
    private String told = "";

    EmergencyWarnings(Emergencies emergencies, InstantSource clock) {
        this.emergencies = emergencies;
        this.clock = clock;
    }

    @Override
    public List<Warning> all() {
        return emergencies.all().stream().limit(MAX_LISTED).map(this::warning).toList();
    }

    @Override
    public Warning ask(String actor, Emergency emergency) {
        try {
            return warning(emergencies.ask(actor, emergency));
        } catch (IOException e) {
            throw new UncheckedIOException("emergency: cannot be kept", e);
        }
    }

    @Override
    public @Nullable Warning confirm(String actor, String identifier) throws SamePersonException {
        try {
            return warning(emergencies.confirm(actor, identifier));
        } catch (RefusedException e) {
            if (e.refusal() == Emergencies.Refusal.SAME_PERSON) {
                throw new SamePersonException();
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("emergency: cannot be kept", e);
        }
    }

    @Override
    public @Nullable Warning withdraw(String actor, String identifier) {
        try {
            return warning(emergencies.withdraw(actor, identifier));
        } catch (RefusedException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("emergency: cannot be kept", e);
        }
    }

    /** Tells the loop what is in force: after a start, for the core does not keep it, and when the queue was full. */
    synchronized void tell(Predicate<Event> loop) {
        Kept kept = emergencies.inForce();
        String signed = kept == null ? null : kept.signed();
        if (kept == null || signed == null || signed.equals(told)) {
            return;
        }
        Event sent = new Event.EmergencySent(
                clock.instant(),
                kept.askedBy(),
                kept.emergency().identifier(),
                signed,
                Emergencies.hash(signed),
                kept.emergency().expires());
        if (loop.test(sent)) {
            told = signed;
        }
    }

    private Warning warning(Kept kept) {
        Instant now = clock.instant();
        String signed = kept.signed();
        Kept force = emergencies.inForce();
        return new Warning(
                kept.emergency(),
                kept.stage(now).name(),
                kept.askedBy(),
                kept.askedAt(),
                kept.askedAt().plus(Emergencies.CONFIRM_WITHIN),
                kept.confirmedBy(),
                kept.withdrawnBy(),
                kept.equals(force),
                signed,
                signed == null ? null : Emergencies.hash(signed));
    }
}
