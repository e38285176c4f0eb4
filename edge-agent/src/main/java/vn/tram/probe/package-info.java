/** Probes of the links from this device: STAMP, ICMP and TCP; and the reflector for those of others. */
@NullMarked
package vn.tram.probe;

import org.jspecify.annotations.NullMarked;
