/** Devices made from data: a whole province of them, each the real agent over a faked box. */
@NullMarked
package vn.tram.simulator.device;

import org.jspecify.annotations.NullMarked;
