// Gives every node a place of its own on the map, as near as there is room to where it is: no mark hides another, at no
// zoom. Places depend on where nodes are and not on how they are, so a change of state moves nothing.

const REACH = 48;
const offsets = [];
for (let row = -REACH; row <= REACH; row++) {
  for (let column = -REACH; column <= REACH; column++) offsets.push([row, column, Math.hypot(row * 0.866, column)]);
}
offsets.sort((a, b) => a[2] - b[2]);

/**
 * Packs points onto a hexagonal grid.
 *
 * @param points [{x, y}] in pixels, in an order that stays the same
 * @param size pixels between the centres of two neighbours
 * @param kept [{left, top, right, bottom}] rectangles to leave free, in pixels
 * @return [{x, y}] in the order of points; a point that finds no room within reach stays where it is
 */
export function pack(points, size, kept = []) {
  const rowHeight = size * 0.866;
  const taken = new Set();
  const centre = (row, column) => ({ x: (column + (row & 1) / 2) * size, y: row * rowHeight });
  const free = (p) => kept.every((k) => p.x < k.left || p.x > k.right || p.y < k.top || p.y > k.bottom);
  return points.map((point) => {
    const row = Math.round(point.y / rowHeight);
    const column = Math.round(point.x / size - (row & 1) / 2);
    for (const [dr, dc] of offsets) {
      const key = (row + dr) * 65536 + column + dc;
      if (taken.has(key)) continue;
      const p = centre(row + dr, column + dc);
      if (!free(p)) continue;
      taken.add(key);
      return p;
    }
    return point;
  });
}
