/** What travels between a device and the controller, as records that cannot be wrong. */
@NullMarked
package vn.tram.document;

import org.jspecify.annotations.NullMarked;
