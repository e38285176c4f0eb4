/** What is wired to the box beside the modem: lamp, power relay, door, mains, temperature, battery; by function. */
@NullMarked
package vn.tram.cabinet;

import org.jspecify.annotations.NullMarked;
