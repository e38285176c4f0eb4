/** The controller's end of its nodes' link probes: a STAMP reflector that tells the core whose probes arrive. */
@NullMarked
package vn.tram.reflector;

import org.jspecify.annotations.NullMarked;
