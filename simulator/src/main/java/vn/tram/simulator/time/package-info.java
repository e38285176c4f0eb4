/** Time that moves only when a scenario says so. */
@NullMarked
package vn.tram.simulator.time;

import org.jspecify.annotations.NullMarked;
