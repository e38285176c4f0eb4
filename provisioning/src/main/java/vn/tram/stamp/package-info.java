/** STAMP packets (RFC 8762, RFC 8972) with the arithmetic on them. */
@NullMarked
package vn.tram.stamp;

import org.jspecify.annotations.NullMarked;
