/** What the pages show now, as JSON, and the feed that keeps them current. */
@NullMarked
package vn.tram.web.live;

import org.jspecify.annotations.NullMarked;
