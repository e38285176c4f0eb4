/** A portal bundle becomes the HTML that people see. */
@NullMarked
package vn.tram.page;

import org.jspecify.annotations.NullMarked;
