/** Content-addressed bundles of what a portal shows. */
@NullMarked
package vn.tram.bundle;

import org.jspecify.annotations.NullMarked;
