/** Measures devices by SNMP, as their profiles say. */
@NullMarked
package vn.tram.sampler.snmp;

import org.jspecify.annotations.NullMarked;
