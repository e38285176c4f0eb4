/** LwM2M 1.2 over MQTT as a transport of Leshan's server; imports nothing of ours but {@code vn.tram.wire}. */
@NullMarked
package vn.tram.lwm2m.mqtt;

import org.jspecify.annotations.NullMarked;
