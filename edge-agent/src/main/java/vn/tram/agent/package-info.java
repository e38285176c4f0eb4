/** Builds the parts, starts and stops them in order. */
@NullMarked
package vn.tram.agent;

import org.jspecify.annotations.NullMarked;
