/** The certificate authority, with its key file and the claims by which devices ask it. */
@NullMarked
package vn.tram.ca;

import org.jspecify.annotations.NullMarked;
