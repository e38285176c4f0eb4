/** How simulated devices reach the controller, with everything that goes wrong on the way. */
@NullMarked
package vn.tram.simulator.network;

import org.jspecify.annotations.NullMarked;
