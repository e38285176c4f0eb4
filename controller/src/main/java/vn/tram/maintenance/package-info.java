/** When which parts of the network are being worked on, so that what is expected is no incident. */
@NullMarked
package vn.tram.maintenance;

import org.jspecify.annotations.NullMarked;
