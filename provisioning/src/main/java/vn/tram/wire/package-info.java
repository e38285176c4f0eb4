/** LwM2M over MQTT: topics, operations, message encoding, and the dated history of every change to them. */
@NullMarked
package vn.tram.wire;

import org.jspecify.annotations.NullMarked;
