/** Measures this device; a sampler that fails is a reading, not an exception. */
@NullMarked
package vn.tram.sampler;

import org.jspecify.annotations.NullMarked;
