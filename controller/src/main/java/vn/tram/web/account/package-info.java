/** Passwords, sessions and lock-out of the people who sign in. */
@NullMarked
package vn.tram.web.account;

import org.jspecify.annotations.NullMarked;
