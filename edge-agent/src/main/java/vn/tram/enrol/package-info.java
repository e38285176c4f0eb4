/** First boot: key, claim, certificate, renewal. */
@NullMarked
package vn.tram.enrol;

import org.jspecify.annotations.NullMarked;
