/** Devices behind the agent: found, asked, and reported as nodes of their own. */
@NullMarked
package vn.tram.gateway;

import org.jspecify.annotations.NullMarked;
