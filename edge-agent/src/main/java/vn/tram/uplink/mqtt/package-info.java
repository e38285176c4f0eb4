/** Leshan's client over one MQTT session: LwM2M 1.2's binding to MQTT, at the device's end. */
@NullMarked
package vn.tram.uplink.mqtt;

import org.jspecify.annotations.NullMarked;
