/** Authoring, publishing and serving bundles over the devices' mTLS HTTPS listener. */
@NullMarked
package vn.tram.content;

import org.jspecify.annotations.NullMarked;
