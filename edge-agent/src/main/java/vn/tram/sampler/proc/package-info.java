/** Reads what Linux tells about itself in /proc and /sys, where there is no SNMP. */
@NullMarked
package vn.tram.sampler.proc;

import org.jspecify.annotations.NullMarked;
