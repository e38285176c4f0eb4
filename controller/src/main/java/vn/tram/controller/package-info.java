/** Wiring and the one loop: take an event, run the core in order, hand effects to the edges. */
@NullMarked
package vn.tram.controller;

import org.jspecify.annotations.NullMarked;
