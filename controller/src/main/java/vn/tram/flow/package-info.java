/** What enters the controller's one loop, and what leaves it. */
@NullMarked
package vn.tram.flow;

import org.jspecify.annotations.NullMarked;
