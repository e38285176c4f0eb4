package vn.tram.controller;

import java.io.IOException;

/** This machine lacks what a controller needs; the message says in one sentence what, and what to do. */
public final class Obstacle extends IOException {

    private static final long serialVersionUID = 1L;

    Obstacle(String message) {
        super(message);
    }
}
