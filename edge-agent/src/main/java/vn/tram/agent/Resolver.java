package vn.tram.agent;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for looking up host names, which waits for as long as the system's resolver does; none when idle. */
final class Resolver {

    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 30;

    private Resolver() {}

    /** Its queue holds at most one look-up of each device. */
    static ThreadPoolExecutor open() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "resolver");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
