// <tram-traffic>: in and out of one interface over time.
import { html, nothing } from 'lit';
import uPlot from 'uplot';
import { Part } from '../parts/part.js';
import { t, changed as languageChanged } from '../i18n.js';
import { get } from '../api.js';
import { live } from '../live.js';
import { ZONE, bitRate, axisTime, axisDay, dateTime } from '../format.js';
import { bitRates, heardAt, withGaps } from './rates.js';

export const RANGES = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };
const POINTS = { '1h': 240, '24h': 320, '7d': 340 };
const REFRESH = { '1h': 15_000, '24h': 60_000, '7d': 300_000 };
const IN_OCTETS = 9;
const OUT_OCTETS = 10;
const HEARTBEAT = '/42770/0/4';

class Traffic extends Part {
  static properties = { endpoint: {}, instance: { type: Number }, range: {}, name: {}, problem: { state: true }, last: { state: true },
    peak: { state: true }, blank: { state: true } };
  #plot = null;
  #data = null;
  #seen = false;
  #fetched = 0;
  #abort = null;

  connectedCallback() {
    super.connectedCallback();
    const seen = new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1).isIntersecting;
      if (this.#seen) this.#load(false);
    }, { rootMargin: '200px' });
    seen.observe(this);
    const size = new ResizeObserver(() => this.#resize());
    size.observe(this);
    this.finally(() => { seen.disconnect(); size.disconnect(); this.#abort?.abort(); this.#plot?.destroy(); this.#plot = null; });
    this.every(5000, () => this.#seen && this.#load(false));
    this.on(window, 'themechange', () => this.#draw(true));
    this.on(matchMedia('(prefers-color-scheme: dark)'), 'change', () => this.#draw(true));
    this.on(languageChanged, 'change', () => this.#draw(true));
  }

  willUpdate(changes) {
    if ((changes.has('range') || changes.has('instance') || changes.has('endpoint')) && this.hasUpdated) this.#load(true);
  }

  async #load(now) {
    if (!now && performance.now() - this.#fetched < REFRESH[this.range] && this.#fetched > 0) return;
    this.#fetched = performance.now();
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const to = live.now();
    const from = to - RANGES[this.range];
    const series = (metric) => get(`nodes/${encodeURIComponent(this.endpoint)}/series?metric=${encodeURIComponent(metric)}`
      + `&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&points=${POINTS[this.range]}`, abort.signal);
    try {
      const [into, out, heart] = await Promise.all([series(`/42769/${this.instance}/${IN_OCTETS}`),
        series(`/42769/${this.instance}/${OUT_OCTETS}`), series(HEARTBEAT)]);
      this.problem = null;
      this.#take(into.points, out.points, heart.points, from, to);
    } catch (e) {
      if (e.name !== 'AbortError') this.problem = e;
    }
  }

  #take(into, out, heart, from, to) {
    const times = heardAt(into, out, heart);
    const rates = [bitRates(into, times), bitRates(out, times)];
    const newest = (column) => column.findLast((v) => v !== null) ?? null;
    this.last = rates.map(newest);
    this.peak = rates.map((c) => c.reduce((max, v) => (v !== null && v > (max ?? -1) ? v : max), null));
    this.blank = rates.every((c) => c.every((v) => v === null));
    this.#data = { columns: withGaps(times, ...rates), from, to };
    this.#draw(false);
  }

  #colours() {
    const style = getComputedStyle(this);
    const read = (name) => style.getPropertyValue(name).trim();
    return { into: read('--chart-in'), out: read('--chart-out'), ink: read('--muted'), grid: read('--line') };
  }

  #draw(anew) {
    if (!this.#data || !this.isConnected) return;
    const { columns: [times, into, out], from, to } = this.#data;
    const data = [times.map((ms) => ms / 1000), into, out];
    if (anew) { this.#plot?.destroy(); this.#plot = null; }
    const holder = this.querySelector('.chart');
    if (!holder) return;
    if (!this.#plot) this.#plot = new uPlot(this.#options(holder), data, holder);
    else this.#plot.setData(data, false);
    this.#plot.setScale('x', { min: from / 1000, max: to / 1000 });
  }

  #options(holder) {
    const colour = this.#colours();
    const font = `12px ${getComputedStyle(this).fontFamily}`;
    const axis = { stroke: colour.ink, font, grid: { stroke: colour.grid, width: 1 }, ticks: { stroke: colour.grid, width: 1 } };
    const series = (stroke, fill, dash) => ({ stroke, fill, dash, width: 1.8, spanGaps: false, points: { show: false } });
    const daily = () => RANGES[this.range] > 2 * 86_400_000;
    return {
      width: Math.max(200, holder.clientWidth), height: 170, padding: [10, 10, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), ZONE),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, sync: { key: 'tram-traffic' }, points: { size: 7 } },
      scales: { x: { time: true, auto: false }, y: { range: (u, min, max) => [0, Math.max(1000, (max ?? 0) * 1.12)] } },
      axes: [
        { ...axis, size: 26, space: 64, values: (u, splits) => splits.map((s) => (daily() ? axisDay : axisTime)(new Date(s * 1000))) },
        { ...axis, size: 86, space: 34, values: (u, splits) => splits.map((v) => bitRate(v)) },
      ],
      series: [{}, series(colour.into, `${colour.into}2e`), series(colour.out, undefined, [6, 3])],
      hooks: { setCursor: [(u) => this.#point(u)] },
    };
  }

  /** What the cursor is on, in words under the chart. */
  #point(u) {
    const place = this.querySelector('.chart-at');
    const { idx } = u.cursor;
    if (!place) return;
    if (idx === null || idx === undefined) { place.textContent = ''; return; }
    const at = dateTime(new Date(u.data[0][idx] * 1000));
    const [into, out] = [u.data[1][idx], u.data[2][idx]];
    place.textContent = into === null && out === null ? t('traffic.at.gap', at) : t('traffic.at', at, bitRate(into), bitRate(out));
  }

  #resize() {
    const holder = this.querySelector('.chart');
    if (this.#plot && holder && Math.abs(holder.clientWidth - this.#plot.width) > 1) this.#plot.setSize({ width: holder.clientWidth, height: 170 });
  }

  render() {
    const words = this.last ? t('traffic.words', this.name, bitRate(this.last[0]), bitRate(this.last[1])) : t('loading');
    return html`<div class="traffic">
      <p class="legend"><span class="key in" aria-hidden="true"></span>${t('traffic.in')} <b>${bitRate(this.last?.[0])}</b>
        <span class="muted">${t('traffic.peak', bitRate(this.peak?.[0]))}</span>
        <span class="key out" aria-hidden="true"></span>${t('traffic.out')} <b>${bitRate(this.last?.[1])}</b>
        <span class="muted">${t('traffic.peak', bitRate(this.peak?.[1]))}</span></p>
      <div class="chart" role="img" aria-label=${words}></div>
      <p class="chart-at muted"></p>
      ${this.problem ? html`<p class="error" role="alert">${this.problem.message}</p>`
        : this.blank ? html`<p class="muted">${t('traffic.none')}</p>` : nothing}</div>`;
  }
}

customElements.define('tram-traffic', Traffic);
