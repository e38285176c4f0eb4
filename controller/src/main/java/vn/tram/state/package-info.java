/** What we believe about each device, why, and how an event changes it. */
@NullMarked
package vn.tram.state;

import org.jspecify.annotations.NullMarked;
