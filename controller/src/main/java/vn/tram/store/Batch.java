package vn.tram.store;

import java.util.List;
import vn.tram.flow.Effect;

/** What one group commit takes: first the tasks, then what is kept, then the reports. */
record Batch(List<Runnable> tasks, Kept kept, List<Effect.Store> reports) {}
