/** Measures parts of the system; each bench prints lines of {@code name=value}. */
@NullMarked
package vn.tram.simulator.bench;

import org.jspecify.annotations.NullMarked;
