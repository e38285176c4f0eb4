package vn.tram.web;

import vn.tram.web.live.Province;

/** The first minutes of a controller on an empty folder. Safe for many threads. */
public interface SetUp {

    /** Whether it is still to be done: until there are a province and an administrator. */
    boolean isOpen();

    /** Whether it is the token of the printed link; compares in constant time. */
    boolean opens(String token);

    /**
     * Keeps the province, before the administrator is added; so it may be called again when that failed. Throws an unchecked exception when it cannot.
     */
    void complete(Province province);
}
