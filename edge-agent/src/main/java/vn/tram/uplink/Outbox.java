package vn.tram.uplink;

import java.util.List;
import vn.tram.document.Report;
import vn.tram.objects.Kept;

/**
 * Reports that wait for the controller, in the order in which they were made. A report leaves only by {@link
 * #delivered} or {@link #quarantine}, or when the outbox is full: then samples are thinned out, and events stay.
 *
 * <p>Safe for use by many threads. No method throws for a full or broken disk: what could not be kept is counted.
 */
public interface Outbox extends AutoCloseable {

    /**
     * Keeps {@code report} if there is room. When it returns {@link Kept#SAFE}, the report survives the end of this
     * process; an event also survives a power cut, and a sample does so 10 s later.
     *
     * @return whether it was really kept; what was lost is in the {@link #stats}
     * @throws IllegalArgumentException when its (boot, sequence) is not greater than that of the last report
     */
    Kept append(Report report);

    /** The {@code n} oldest reports, or fewer, in the order of (boot, sequence). They stay. */
    List<Report> oldest(int n);

    /**
     * The controller has stored {@code report}. Reports may be delivered in any order. Only one that {@link #oldest}
     * has handed out can be; any other is ignored.
     */
    void delivered(Report report);

    /**
     * The controller will never take {@code report}: it has refused it for good, or it cannot be sent. It is put aside, in
     * bounded room, and counted.
     *
     * @param reason for an engineer to read
     */
    void quarantine(Report report, String reason);

    /** Sending {@code report} failed, and it will be sent again. */
    void failed(Report report);

    /** From now on runs {@code wake} after each {@link #append}, on the appending thread; it must return soon. */
    void onAppend(Runnable wake);

    Stats stats();

    /** Whoever owns the outbox calls this every 10 s: samples become safe from a power cut, too old ones go. */
    default void sync() {}

    @Override
    void close();

    /**
     * The figures of the object Reporting Queue (42773).
     *
     * @param entries reports that wait
     * @param bytes room that they take
     * @param droppedSamples samples thinned out since this outbox was first opened
     * @param quarantined reports put aside, since then
     * @param gaps runs of reports lost to a power cut, a corrupt file or a full disk, since then
     * @param sendErrors times that sending failed, since then
     * @param oldestMillis device time of the oldest report that waits, in milliseconds since 1970; 0 when none waits
     */
    record Stats(
            int entries,
            long bytes,
            long droppedSamples,
            long quarantined,
            long gaps,
            long sendErrors,
            long oldestMillis) {}
}
