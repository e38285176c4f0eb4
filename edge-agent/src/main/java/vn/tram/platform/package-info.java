/** The only code that touches the router's kernel, files and programs. */
@NullMarked
package vn.tram.platform;

import org.jspecify.annotations.NullMarked;
