/** Who on the hotspot may pass, for how long and how much. */
@NullMarked
package vn.tram.access;

import org.jspecify.annotations.NullMarked;
