/** One HTTP server: requests checked strictly, answers and refusals written, pages served. */
@NullMarked
package vn.tram.web.http;

import org.jspecify.annotations.NullMarked;
