// The map's marks: one shape for each state, drawn on one canvas.
import * as L from 'leaflet';

const BIGGER = 1.4;
const order = { UP: 0, UNKNOWN: 1, DEGRADED: 2, DOWN: 3 };

/** The colours of the present theme, from the style sheet. */
export function colours(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    UP: read('--mark-up'), DEGRADED: read('--mark-degraded'), DOWN: read('--mark-down'), UNKNOWN: read('--mark-unknown'),
    edge: read('--mark-edge'), sign: read('--mark-sign'),
  };
}

function outline(ctx, health, x, y, r) {
  ctx.beginPath();
  if (health === 'DOWN') {
    ctx.rect(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84);
  } else if (health === 'DEGRADED') {
    ctx.moveTo(x, y - r * 1.1);
    ctx.lineTo(x + r * 1.1, y + r * 0.88);
    ctx.lineTo(x - r * 1.1, y + r * 0.88);
    ctx.closePath();
  } else if (health === 'UNKNOWN') {
    ctx.moveTo(x, y - r * 1.12);
    ctx.lineTo(x + r * 1.12, y);
    ctx.lineTo(x, y + r * 1.12);
    ctx.lineTo(x - r * 1.12, y);
    ctx.closePath();
  } else {
    ctx.arc(x, y, r, 0, Math.PI * 2);
  }
}

function sign(ctx, health, x, y, r) {
  ctx.beginPath();
  if (health === 'DOWN') {
    const a = r * 0.42;
    ctx.moveTo(x - a, y - a); ctx.lineTo(x + a, y + a);
    ctx.moveTo(x + a, y - a); ctx.lineTo(x - a, y + a);
  } else if (health === 'DEGRADED') {
    ctx.moveTo(x, y - r * 0.42); ctx.lineTo(x, y + r * 0.22);
    ctx.moveTo(x, y + r * 0.52); ctx.lineTo(x, y + r * 0.56);
  } else if (health === 'UNKNOWN') {
    ctx.arc(x, y - r * 0.22, r * 0.28, Math.PI, Math.PI * 2.35);
    ctx.lineTo(x, y + r * 0.2);
    ctx.moveTo(x, y + r * 0.48); ctx.lineTo(x, y + r * 0.52);
  }
  ctx.stroke();
}

/** One node on the map. Options: node (its summary), radius (pixels), palette (from colours()). */
export const Mark = L.CircleMarker.extend({
  options: { bubblingMouseEvents: false },

  /** Shows another state of the node; true when it looks different now. */
  show(node) {
    const before = this.options.node?.health;
    this.options.node = node;
    return before !== node.health;
  },

  rank() { return order[this.options.node.health] ?? 1; },

  _updatePath() {
    const ctx = this._renderer?._ctx;
    if (!this._renderer?._drawing || !ctx || this._empty()) return;
    const { node, radius, palette, picked } = this.options;
    const r = node.health === 'UP' ? radius : Math.max(4.6, radius * BIGGER);
    const { x, y } = this._point;
    ctx.lineCap = 'round';
    ctx.lineWidth = picked ? 3 : Math.max(1, r / 7);
    ctx.strokeStyle = picked ? palette.sign : palette.edge;
    outline(ctx, node.health, x, y, r);
    if (node.health === 'UNKNOWN') {
      ctx.fillStyle = palette.edge;
      ctx.fill();
      ctx.lineWidth = Math.max(1.6, r / 4.5);
      ctx.strokeStyle = palette.UNKNOWN;
      ctx.stroke();
    } else {
      ctx.fillStyle = palette[node.health];
      ctx.fill();
      ctx.stroke();
    }
    if (r >= 5 && node.health !== 'UP') {
      ctx.lineWidth = Math.max(1.4, r / 4.5);
      ctx.strokeStyle = node.health === 'UNKNOWN' ? palette.UNKNOWN : palette.edge;
      sign(ctx, node.health, x, y, r);
    }
  },
});
