/** The demo, the scenarios and the benchmarks. */
@NullMarked
package vn.tram.simulator;

import org.jspecify.annotations.NullMarked;
