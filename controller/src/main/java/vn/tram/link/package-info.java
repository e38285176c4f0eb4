/** Up, degraded, down or unknown: what a node's readings say about each of its links. */
@NullMarked
package vn.tram.link;

import org.jspecify.annotations.NullMarked;
