/** The embedded MQTT broker with per-device permissions; absent when an outside broker is configured. */
@NullMarked
package vn.tram.broker;

import org.jspecify.annotations.NullMarked;
