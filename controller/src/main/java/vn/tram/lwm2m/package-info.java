/** The devices' end of the controller: what devices say becomes events, and what is decided becomes requests to them. */
@NullMarked
package vn.tram.lwm2m;

import org.jspecify.annotations.NullMarked;
