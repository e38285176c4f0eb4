/** The captive portal that people see, with the content that it keeps. */
@NullMarked
package vn.tram.portal;

import org.jspecify.annotations.NullMarked;
