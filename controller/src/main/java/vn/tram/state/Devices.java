package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Conditions;
import vn.tram.document.Report;
import vn.tram.state.Evidence.Source;

/** All devices, and how each event changes one of them. Used by one thread; time comes in with the events. */
public final class Devices {

    private final StateRules rules;
    private final Sight sight;
    private final TreeMap<String, Device> devices = new TreeMap<>();
    private final Schedule schedule;
    private long duplicates;
    private long ofEndedRuns;

    /** @param start the present time, by the clock that the events' times are by */
    public Devices(StateRules rules, Instant start) {
        this.rules = rules;
        this.sight = new Sight(rules, start);
        this.schedule = new Schedule(rules, sight);
    }

    /** A device that has not been heard yet. */
    public Device add(String endpoint) {
        Device device = new Device(endpoint, rules, sight.now());
        devices.put(endpoint, device);
        return device;
    }

    /**
     * A device as the last run of the controller left it; nothing is known of it until it is heard again.
     *
     * @param lastAlive when that run ended
     */
    public void resume(NodeState saved, @Nullable Instant lastAlive) {
        Device device = add(saved.endpoint());
        String detail = lastAlive == null ? "" : lastAlive.toString();
        device.resume(saved, ourselves("evidence.ourselves.restart", detail), sight.now());
        device.watchFrom(sight.now());
        schedule.put(device);
    }

    public @Nullable Device get(String endpoint) {
        return devices.get(endpoint);
    }

    /** By endpoint name. */
    public Collection<Device> all() {
        return Collections.unmodifiableCollection(devices.values());
    }

    /**
     * Lets time pass up to {@code at}: must be called for every event, before it.
     *
     * @param touched is told each device whose state may have changed by that
     * @return the time it is now, which is {@code at} unless events overtook one another
     */
    public Instant pass(Instant at, Consumer<Device> touched) {
        Sight.Passing passing = sight.pass(at);
        if (passing != Sight.Passing.ON) {
            schedule.clear();
            closeEyes(ourselves("evidence.ourselves.stall", ""), true, touched);
        }
        if (sight.goesBlind()) {
            closeEyes(ourselves("evidence.ourselves.broker", ""), false, touched);
        }
        Device due = schedule.poll();
        while (due != null) {
            expire(due);
            schedule.put(due);
            touched.accept(due);
            due = schedule.poll();
        }
        return sight.now();
    }

    /** @param probes whether probes are not to be seen either */
    private void closeEyes(Evidence why, boolean probes, Consumer<Device> touched) {
        for (Device device : devices.values()) {
            device.probing()
                    .expected(device.health() != Health.UNKNOWN
                            || device.probing().isExpected());
            if (probes) {
                device.probing().change(null, sight.now());
            }
            device.broken(null);
            device.online(null);
            device.watchFrom(sight.now());
            if (device.contact() == Contact.HEARD || device.contact() == Contact.LOST) {
                device.contact(Contact.BLIND, why, sight.now());
            }
            schedule.put(device);
            touched.accept(device);
        }
    }

    /** The time of the last event. */
    public Instant now() {
        return sight.now();
    }

    /** Our own session with the broker came or went. */
    public void brokerSession(boolean connected) {
        boolean wasBlind = sight.isBlind();
        sight.session(connected);
        if (connected && wasBlind) {
            watchAll();
        }
    }

    /**
     * What the probes of a device tell has changed.
     *
     * @param lastArrival of a probe
     */
    public void probed(Device device, ProbeLevel level, Instant lastArrival) {
        if (level != ProbeLevel.SILENT && sight.isDeaf()) {
            hears(true, touched -> {});
        }
        device.probing().lastArrival(lastArrival);
        if (device.probing().change(level, sight.now())) {
            String message = switch (level) {
                case FLOWING -> "evidence.probe.flowing";
                case LOSSY -> "evidence.probe.lossy";
                case SILENT -> "evidence.probe.silent";
            };
            device.probed(new Evidence(Source.PROBE, sight.now(), null, message, lastArrival.toString()), sight.now());
            schedule.put(device);
        }
    }

    /**
     * Whether probes arrive from anywhere. When none does, and no report either, it is our own line that is broken.
     *
     * @param touched is told each device whose state may have changed by that
     */
    public void hears(boolean anything, Consumer<Device> touched) {
        boolean was = sight.isDeaf();
        sight.deaf(!anything);
        if (!anything) {
            closeEyes(ourselves("evidence.ourselves.line", ""), true, touched);
        } else if (was) {
            watchAll();
        }
    }

    /** Of the last probe before the device's line fell silent; null when that does not say when the next one was due. */
    public @Nullable Instant lastProbe(String endpoint) {
        Device device = devices.get(endpoint);
        return device == null ? null : device.probing().lastBeforeSilence();
    }

    private void watchAll() {
        for (Device device : devices.values()) {
            device.watchFrom(sight.now());
            schedule.put(device);
        }
    }

    /** LwM2M Register. */
    public void registered(Device device, Duration lifetime) {
        device.registered(true, lifetime);
        device.online(true);
        device.broken(null);
        device.heard(sight.now());
        see(device, session("evidence.registered", ""));
    }

    /** LwM2M Update. */
    public void updated(Device device) {
        prove(device, session("evidence.updated", ""), false);
    }

    /** LwM2M De-register, or the end of the lifetime. */
    public void deregistered(Device device, boolean expired) {
        device.registered(false, device.lifetime());
        if (device.contact() == Contact.LOST || device.contact() == Contact.NEVER) {
            return;
        }
        if (expired) {
            device.contact(
                    Contact.SILENT,
                    new Evidence(Source.SILENCE, sight.now(), null, "evidence.lifetime", ""),
                    sight.now());
        } else {
            close(device, session("evidence.deregistered", ""));
        }
    }

    /**
     * The broker tells of the device's session.
     *
     * @param reason {@code closed} when the device said so itself; otherwise it is its last will
     */
    public void presence(Device device, boolean online, String reason) {
        device.online(online);
        if (online) {
            device.broken(null);
            if (device.contact() == Contact.BLIND) {
                see(device, session("evidence.session.open", ""));
            }
            return;
        }
        Contact contact = device.contact();
        if (contact == Contact.NEVER) {
            device.addEvidenceOnce(session("evidence.session.offline", reason));
        } else if (contact == Contact.LOST || contact == Contact.CLOSED) {
            return;
        } else if (reason.equals("closed")) {
            close(device, session("evidence.session.closed", ""));
        } else if (device.broken() == null) {
            device.broken(session("evidence.session.lost", reason));
            schedule.put(device);
        }
    }

    /**
     * LwM2M Send.
     *
     * @return whether it changed what we know of the present
     */
    public boolean reported(Device device, Report report) {
        Instant at = sight.now();
        BootId before = device.run().boot();
        Run.Order order = device.run().place(report, at);
        if (before != null && order == Run.Order.NEXT && !before.equals(report.boot())) {
            beginRun(device, before, report.boot());
        }
        boolean possible = report.deviceTimeIsPossible(at.toEpochMilli());
        Instant deviceTime = possible ? Instant.ofEpochMilli(report.deviceTimeMillis()) : null;
        boolean newer = order != Run.Order.ENDED && device.valueStore().take(report, at, deviceTime);
        turnProbes(device);
        boolean fresh = order == Run.Order.NEXT
                && advance(device, report, possible)
                && device.comeback().confirms(device.health() == Health.DOWN, at, rules.inFlight());
        duplicates += order == Run.Order.OVERTAKEN && !newer ? 1 : 0;
        ofEndedRuns += order == Run.Order.ENDED ? 1 : 0;
        if (order != Run.Order.ENDED && isOutOfReach(device)) {
            device.heard(at);
            if (fresh) {
                lose(device, new Evidence(Source.REPORT, at, deviceTime, "evidence.unreachable", ""));
            }
        } else {
            prove(device, new Evidence(Source.REPORT, at, deviceTime, "evidence.report", ""), !fresh);
        }
        if (order == Run.Order.NEXT) {
            device.caughtUp(fresh);
        }
        device.isWhole(device.run().isWhole(at.toEpochMilli()));
        if (newer) {
            device.markChanged();
        }
        return newer;
    }

    private void turnProbes(Device device) {
        if (device.turnsProbes()) {
            String message = device.probing().isOff() ? "evidence.probe.off" : "evidence.probe.on";
            device.probed(new Evidence(Source.REPORT, sight.now(), null, message, ""), sight.now());
        }
    }

    private static boolean isOutOfReach(Device device) {
        Latest reachable = device.values().get(Conditions.REACHABLE);
        return reachable != null && reachable.value().equals(false);
    }

    /** Its gateway is there, and does not reach it. */
    private void lose(Device device, Evidence why) {
        Contact contact = device.contact();
        if (contact == Contact.LOST || device.broken() != null) {
            return;
        }
        device.broken(why);
        if (contact == Contact.NEVER || contact == Contact.SILENT || contact == Contact.CLOSED) {
            device.contact(Contact.LOST, why, sight.now());
        }
        schedule.put(device);
    }

    private static void beginRun(Device device, BootId before, BootId now) {
        boolean diskWasEmptied = now.compareTo(before) < 0;
        if (diskWasEmptied) {
            device.valueStore().keepOnly(now);
        }
        device.mixed(!diskWasEmptied);
    }

    private boolean advance(Device device, Report report, boolean possible) {
        boolean fresh = device.run().advance(report, sight.now());
        device.clockUnset(!possible);
        if (device.isMixed() && report.uptimeMillis() > schedule.limit(device).toMillis()) {
            device.valueStore().keepOnly(report.boot());
            device.mixed(false);
        }
        return fresh;
    }

    /** Something came from the device; {@code late} when it may have been written long ago. */
    private void prove(Device device, Evidence why, boolean late) {
        device.heard(sight.now());
        Evidence broken = device.broken();
        boolean mayBeFromBefore =
                broken != null && !sight.now().isAfter(broken.at().plus(rules.inFlight()));
        boolean unseen = broken != null || device.contact() == Contact.BLIND;
        if (mayBeFromBefore || late && unseen) {
            return;
        }
        if (broken != null) {
            device.broken(null);
            device.online(true);
        }
        see(device, why);
    }

    private void see(Device device, Evidence why) {
        if (sight.isDeaf()) {
            hears(true, touched -> {});
        }
        if (!sight.isBlind()) {
            device.watchFrom(sight.now());
            if (device.probing().contradict(sight.now(), rules.inFlight())) {
                device.probed(
                        new Evidence(Source.REPORT, sight.now(), null, "evidence.probe.missing", ""), sight.now());
            }
            device.contact(Contact.HEARD, why, sight.now());
            schedule.put(device);
        }
    }

    private void close(Device device, Evidence why) {
        device.broken(why);
        device.contact(Contact.CLOSED, why, sight.now());
    }

    /** Decides what a deadline that has come means for the device. */
    private void expire(Device device) {
        Instant now = sight.now();
        Instant loss = schedule.loss(device);
        Instant silence = schedule.silence(device);
        Evidence broken = device.broken();
        if (broken != null && loss != null && !now.isBefore(loss)) {
            device.contact(Contact.LOST, broken, now);
        } else if (silence != null && !now.isBefore(silence)) {
            String seconds =
                    Long.toString(Duration.between(device.watchedFrom(), now).toSeconds());
            device.contact(Contact.SILENT, new Evidence(Source.SILENCE, now, null, "evidence.silence", seconds), now);
        }
        Instant patience = Schedule.patience(device);
        if (patience != null && !now.isBefore(patience)) {
            device.probing().loseWait();
            String wanting = device.contact() == Contact.HEARD ? "evidence.probe.missing" : "evidence.agent.silent";
            device.probed(new Evidence(Source.SILENCE, now, null, wanting, ""), now);
        }
    }

    /** Reports that told nothing new, since the start. */
    public long duplicates() {
        return duplicates;
    }

    /** Reports of runs that have ended, since the start. */
    public long ofEndedRuns() {
        return ofEndedRuns;
    }

    /** Readings for which a device's bounded store had no room, since the start. */
    public long refusedValues() {
        return devices.values().stream()
                .mapToLong(device -> device.valueStore().refused())
                .sum();
    }

    private Evidence session(String message, String detail) {
        return new Evidence(Source.SESSION, sight.now(), null, message, detail);
    }

    private Evidence ourselves(String message, String detail) {
        return new Evidence(Source.OURSELVES, sight.now(), null, message, detail);
    }
}
