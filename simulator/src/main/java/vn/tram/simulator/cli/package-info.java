/** The commands of the one launcher. */
@NullMarked
package vn.tram.simulator.cli;

import org.jspecify.annotations.NullMarked;
