// From octet counters to bit/s. Pure.
//
// Agents send a counter only when it has changed, so a missing value means either "nothing moved" or "nobody listened".
// Which one, the other values tell: while anything came from the node, a counter that did not come had not changed.

/** Milliseconds of silence that count as a gap even where values are dense. */
const LEAST_GAP = 150_000;

function median(sorted) {
  return sorted.length === 0 ? 0 : sorted[Math.floor(sorted.length / 2)];
}

/**
 * How long a silence is a gap: 2.5 of the usual steps between times.
 *
 * @param times epoch milliseconds, ascending
 */
export function gapAfter(times) {
  const steps = times.slice(1).map((t, i) => t - times[i]).filter((d) => d > 0).sort((a, b) => a - b);
  return Math.max(LEAST_GAP, 2.5 * median(steps));
}

/** All times of several series [[millis, …]…], ascending, each once. */
export function heardAt(...series) {
  return [...new Set(series.flatMap((points) => points.map((p) => p[0])))].sort((a, b) => a - b);
}

/**
 * Bits per second at each time.
 *
 * @param points [[epochMillis, octets, …]…] of one counter, ascending
 * @param times when anything was heard from the node, ascending; the first has no rate
 * @return one number or null (a gap, or the counter began anew) for each time
 */
export function bitRates(points, times) {
  const gap = gapAfter(times);
  const rates = [];
  let next = 0;
  let value = null;
  let before = null;
  for (let i = 0; i < times.length; i++) {
    const silent = i > 0 && times[i] - times[i - 1] > gap;
    if (silent) before = null;
    while (next < points.length && points[next][0] <= times[i]) value = points[next++][1];
    const known = value !== null && (points[next - 1][0] === times[i] || !silent);
    const dt = i > 0 ? times[i] - times[i - 1] : 0;
    rates.push(known && before !== null && dt > 0 && value >= before ? (value - before) * 8000 / dt : null);
    before = known ? value : null;
  }
  return rates;
}

/** Puts a null in the middle of each silence, so that a chart does not draw a line across it. */
export function withGaps(times, ...columns) {
  const gap = gapAfter(times);
  const out = [[], ...columns.map(() => [])];
  times.forEach((time, i) => {
    if (i > 0 && time - times[i - 1] > gap) {
      out[0].push((time + times[i - 1]) / 2);
      columns.forEach((_, c) => out[c + 1].push(null));
    }
    out[0].push(time);
    columns.forEach((column, c) => out[c + 1].push(column[i]));
  });
  return out;
}
