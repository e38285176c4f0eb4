/** The portal as the forwarding authentication service of openNDS, which enforces on boxes that have no agent. */
@NullMarked
package vn.tram.portal.opennds;

import org.jspecify.annotations.NullMarked;
