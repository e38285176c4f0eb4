package vn.tram.lwm2m;

import vn.tram.flow.Event;

/** Where events go: the controller's loop. */
public interface EventSink {

    /** Takes the event, or returns false at once when its queue is full. Called by any thread. */
    boolean offer(Event event);
}
