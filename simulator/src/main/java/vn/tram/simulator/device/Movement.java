package vn.tram.simulator.device;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import vn.tram.simulator.device.ReplayFault.Kind;

/**
 * Lets a recording live: uptime runs, counters grow, each row's at a rate of its own that is the same in every run; a
 * reboot, a wrap and a cut cable show as on a real device. Immutable.
 */
final class Movement {

    private static final long WRAP = 1L << 32;
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final OID HR_SYSTEM_UPTIME = new OID("1.3.6.1.2.1.25.1.1.0");
    private static final OID ENGINE_BOOTS = new OID("1.3.6.1.6.3.10.2.1.2.0");
    private static final OID ENGINE_TIME = new OID("1.3.6.1.6.3.10.2.1.3.0");
    private static final OID OPER_STATUS = new OID("1.3.6.1.2.1.2.2.1.8");
    private static final OID LAST_CHANGE = new OID("1.3.6.1.2.1.2.2.1.9");
    private static final int DOWN = 2;

    private final List<ReplayFault> faults;

    Movement(List<ReplayFault> faults) {
        this.faults = List.copyOf(faults);
    }

    /** What stands at {@code oid} after {@code elapsed} milliseconds. */
    Variable at(OID oid, Variable recorded, long elapsed) {
        if (fault(Kind.STILL, -1, elapsed) != null) {
            return recorded;
        }
        if (recorded instanceof TimeTicks ticks) {
            return ticks(oid, ticks, elapsed);
        }
        if (recorded instanceof Counter32 counter) {
            return new Counter32(Math.floorMod(counter(oid, counter.getValue(), elapsed, true), WRAP));
        }
        if (recorded instanceof Counter64 counter) {
            return new Counter64(counter(oid, counter.getValue(), elapsed, false));
        }
        if (recorded instanceof Integer32 number) {
            return integer(oid, number, elapsed);
        }
        return recorded;
    }

    private Variable ticks(OID oid, TimeTicks recorded, long elapsed) {
        if (oid.equals(SYS_UP_TIME) || oid.equals(HR_SYSTEM_UPTIME)) {
            return new TimeTicks(upTicks(recorded.getValue(), elapsed));
        }
        ReplayFault down = oid.startsWith(LAST_CHANGE) ? fault(Kind.DOWN, oid.last(), elapsed) : null;
        return down == null ? recorded : new TimeTicks(upTicks(0, down.from().toMillis()));
    }

    private long upTicks(long recorded, long elapsed) {
        ReplayFault reboot = fault(Kind.REBOOT, -1, elapsed);
        if (reboot != null) {
            return (elapsed - reboot.from().toMillis()) / 10;
        }
        ReplayFault wrap = any(Kind.WRAP);
        long start = wrap == null ? recorded : WRAP - wrap.from().toMillis() / 10;
        return Math.floorMod(start + elapsed / 10, WRAP);
    }

    private long counter(OID oid, long recorded, long elapsed, boolean wraps) {
        long rate = 1_000 + Math.floorMod(oid.last() * 7_919L, 100_000L);
        ReplayFault reboot = fault(Kind.REBOOT, -1, elapsed);
        if (reboot != null) {
            return rate * (elapsed - reboot.from().toMillis()) / 1000;
        }
        ReplayFault wrap = any(Kind.WRAP);
        long start = wraps && wrap != null ? WRAP - rate * wrap.from().toMillis() / 1000 : recorded;
        long moving = elapsed;
        for (ReplayFault fault : faults) {
            if (fault.kind() == Kind.DOWN && (int) fault.amount() == oid.last()) {
                moving -= fault.onMillis(elapsed);
            }
        }
        return start + rate * moving / 1000;
    }

    private Variable integer(OID oid, Integer32 recorded, long elapsed) {
        if (oid.equals(ENGINE_BOOTS)) {
            return new Integer32(recorded.getValue() + (fault(Kind.REBOOT, -1, elapsed) == null ? 0 : 1));
        }
        if (oid.equals(ENGINE_TIME)) {
            ReplayFault reboot = fault(Kind.REBOOT, -1, elapsed);
            return new Integer32((int)
                    (reboot == null
                            ? recorded.getValue() + elapsed / 1000
                            : (elapsed - reboot.from().toMillis()) / 1000));
        }
        boolean down = oid.startsWith(OPER_STATUS) && fault(Kind.DOWN, oid.last(), elapsed) != null;
        return down ? new Integer32(DOWN) : recorded;
    }

    /** The fault of that kind that is on; {@code amount} is negative when it does not matter. */
    private @Nullable ReplayFault fault(Kind kind, int amount, long elapsed) {
        for (ReplayFault fault : faults) {
            if (fault.kind() == kind && (amount < 0 || (int) fault.amount() == amount) && fault.isOn(elapsed)) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable ReplayFault any(Kind kind) {
        for (ReplayFault fault : faults) {
            if (fault.kind() == kind) {
                return fault;
            }
        }
        return null;
    }
}
