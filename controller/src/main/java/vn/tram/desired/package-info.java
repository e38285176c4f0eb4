/** What each node should have, and the next request towards it. */
@NullMarked
package vn.tram.desired;

import org.jspecify.annotations.NullMarked;
