/** Root cause, suppression and acknowledgement of what is wrong. */
@NullMarked
package vn.tram.incident;

import org.jspecify.annotations.NullMarked;
