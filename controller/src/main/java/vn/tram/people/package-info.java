/** Who may do what, how they prove who they are, and what they did. */
@NullMarked
package vn.tram.people;

import org.jspecify.annotations.NullMarked;
