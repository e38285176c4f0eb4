package vn.tram.incident;

import vn.tram.inventory.Node;

/**
 * How many nodes an incident has taken down, by what they are for; and the rooms that are reached through them.
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

    /** One node, and the rooms that are reached through it. */
    static Affected of(Node node) {
        return switch (node.kind()) {
            case CONNECTION_POINT -> new Affected(1, 0, node.rooms(), 0);
            case HOTSPOT -> new Affected(0, 1, node.rooms(), 0);
            case CONFERENCE_ROOM -> new Affected(0, 0, 1 + node.rooms(), 0);
            case SWITCH, CAMERA, UPS, OTHER -> new Affected(0, 0, node.rooms(), 1);
        };
    }

    Affected plus(Affected more) {
        return new Affected(
                connectionPoints + more.connectionPoints,
                hotspots + more.hotspots,
                conferenceRooms + more.conferenceRooms,
                others + more.others);
    }

    Affected minus(Affected less) {
        return new Affected(
                connectionPoints - less.connectionPoints,
                hotspots - less.hotspots,
                conferenceRooms - less.conferenceRooms,
                others - less.others);
    }
}
