/** What each device model can report, from where, and within which limits. */
@NullMarked
package vn.tram.profiles;

import org.jspecify.annotations.NullMarked;
