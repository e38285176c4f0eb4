/** Reads profiles, object definitions and settings strictly, and replaces files whole. */
@NullMarked
package vn.tram.profiles.file;

import org.jspecify.annotations.NullMarked;
