/** Reads profiles, object definitions and settings strictly; an unknown key is an error with a suggestion. */
@NullMarked
package vn.tram.profiles.file;

import org.jspecify.annotations.NullMarked;
