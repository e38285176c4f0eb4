/** Named stories in simulated time: what happens, the agents and the core it happens to, and what they made of it. */
@NullMarked
package vn.tram.simulator.scenario;

import org.jspecify.annotations.NullMarked;
