/** What a claim, a certificate request and a credential must satisfy. */
@NullMarked
package vn.tram.identity;

import org.jspecify.annotations.NullMarked;
