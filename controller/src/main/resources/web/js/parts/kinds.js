// What nodes are for, in the order in which they are listed.
export const KINDS = ['CONNECTION_POINT', 'HOTSPOT', 'CONFERENCE_ROOM', 'SWITCH', 'CAMERA', 'UPS', 'OTHER'];
