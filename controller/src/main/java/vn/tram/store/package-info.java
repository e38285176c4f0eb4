/** Keeps samples, their roll-ups and everything else that must outlive the program, in SQLite files of one folder. */
@NullMarked
package vn.tram.store;

import org.jspecify.annotations.NullMarked;
