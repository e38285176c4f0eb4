package vn.tram.incident;

import vn.tram.inventory.Node.Kind;

/**
 * How many nodes an incident has taken down, by what they are for.
 *
 * @param connectionPoints of offices to the network
 * @param hotspots that the public uses
 * @param conferenceRooms of video conferences
 * @param others cameras, switches, power supplies, and what nobody has said more about
 */
public record Affected(int connectionPoints, int hotspots, int conferenceRooms, int others) {

    public static final Affected NONE = new Affected(0, 0, 0, 0);

    public int total() {
        return connectionPoints + hotspots + conferenceRooms + others;
    }

    Affected plus(Kind kind, int count) {
        return switch (kind) {
            case CONNECTION_POINT -> new Affected(connectionPoints + count, hotspots, conferenceRooms, others);
            case HOTSPOT -> new Affected(connectionPoints, hotspots + count, conferenceRooms, others);
            case CONFERENCE_ROOM -> new Affected(connectionPoints, hotspots, conferenceRooms + count, others);
            case SWITCH, CAMERA, UPS, OTHER ->
                new Affected(connectionPoints, hotspots, conferenceRooms, others + count);
        };
    }
}
