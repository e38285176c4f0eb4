/** The device's LwM2M object tree and the rules for what is worth reporting. */
@NullMarked
package vn.tram.objects;

import org.jspecify.annotations.NullMarked;
