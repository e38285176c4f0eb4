package vn.tram.sampler.snmp;

import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.util.CommonTimer;

/** One thread that watches the time for all devices; left alone, SNMP4J starts one for each that speaks version 3. */
final class SharedTimer implements CommonTimer {

    private static final SharedTimer TIMER = new SharedTimer();

    private final Timer timer = new Timer("snmp time-outs", true);

    private SharedTimer() {}

    /** SNMP4J takes its timers from a static place only. */
    static void install() {
        SNMP4JSettings.setTimerFactory(() -> TIMER);
    }

    @Override
    public void schedule(TimerTask task, long delay) {
        timer.schedule(task, delay);
    }

    @Override
    public void schedule(TimerTask task, Date firstTime, long period) {
        timer.schedule(task, firstTime, period);
    }

    @Override
    public void schedule(TimerTask task, long delay, long period) {
        timer.schedule(task, delay, period);
    }

    @Override
    public void cancel() {
        // It goes on for the others.
    }
}
