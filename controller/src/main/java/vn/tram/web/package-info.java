/** HTTP API, live feed, and the pages in {@code resources/web/}. */
@NullMarked
package vn.tram.web;

import org.jspecify.annotations.NullMarked;
