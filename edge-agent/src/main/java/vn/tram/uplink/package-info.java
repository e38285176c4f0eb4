/** Carries reports to the controller by Leshan's client over one MQTT session, from an outbox that survives outages. */
@NullMarked
package vn.tram.uplink;

import org.jspecify.annotations.NullMarked;
