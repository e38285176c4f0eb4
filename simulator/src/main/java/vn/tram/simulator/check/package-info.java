/** What must hold in every scenario; shares no class with what it checks. */
@NullMarked
package vn.tram.simulator.check;

import org.jspecify.annotations.NullMarked;
