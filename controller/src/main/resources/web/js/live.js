// What the wall knows: a snapshot kept fresh by server-sent events. Whoever shows it asks `health` first: what is older
// than STALE_AFTER is never shown as fresh.
import { get, allNodes } from './api.js';

/** Milliseconds of silence after which the shown data no longer counts as live. */
export const STALE_AFTER = 5000;
/** Milliseconds of silence after which the connection is thrown away and made anew. */
const SILENT_AFTER = 12000;
/** Listeners are told at most this often (milliseconds), however many events come. */
const BATCH = 250;

const freshness = (n) => [n.since, n.lastHeard, n.evidence?.at].reduce((a, b) => (b && b > a ? b : a), '');

class Live extends EventTarget {
  nodes = new Map();
  incidents = new Map();
  /** Windows of maintenance by id. */
  windows = new Map();
  summary = null;
  loaded = false;
  /** The last refusal of the snapshot, null once it came. */
  error = null;
  #source = null;
  #opened = 0;
  #heardAt = 0;
  /** How far the server itself was behind its clock when it was last heard. */
  #lag = 0;
  #offset = 0;
  #waiting = null;
  #buffer = null;
  #retry = 1000;
  #watch = null;

  /** Starts the feed; more calls do nothing. */
  start() {
    if (this.#watch) return;
    this.#open();
    this.#watch = setInterval(() => this.#second(), 1000);
  }

  stop() {
    clearInterval(this.#watch);
    this.#watch = null;
    this.#source?.close();
    this.#source = null;
    this.loaded = false;
  }

  /** How old what is shown is, in milliseconds; Infinity before the first. */
  get age() { return this.#heardAt === 0 ? Infinity : performance.now() - this.#heardAt + this.#lag; }

  /** 'loading', 'live', 'stale' (late), or 'lost' (late, and the connection is gone). */
  get health() {
    if (!this.loaded) return this.error ? 'lost' : 'loading';
    if (this.age <= STALE_AFTER) return 'live';
    return this.#source?.readyState === EventSource.OPEN ? 'stale' : 'lost';
  }

  /** The server's clock now, in epoch milliseconds: ages do not depend on this browser's clock. */
  now() { return Date.now() + this.#offset; }

  /** When the shown data was true, by the server's clock; null before the first. */
  get asOf() { return this.#heardAt === 0 ? null : new Date(this.now() - this.age); }

  openIncidents() {
    return [...this.incidents.values()].filter((i) => !i.closedAt)
      .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || b.id - a.id);
  }

  #open() {
    this.#source?.close();
    const source = new EventSource('/api/v1/events');
    this.#source = source;
    this.#buffer = null;
    this.#opened = performance.now();
    const on = (name, take) => source.addEventListener(name, (e) => {
      if (source !== this.#source) return;
      this.#heard();
      const data = e.data ? JSON.parse(e.data) : {};
      if (this.#buffer && name !== 'tick') this.#buffer.push(() => take(data));
      else take(data);
    });
    on('tick', (d) => {
      this.#clock(d.now);
      this.#lag = Math.max(0, Date.parse(d.now) - Date.parse(d.at));
    });
    on('summary', (d) => { this.summary = d; this.#changed(); });
    on('node', (d) => { this.nodes.set(d.endpoint, d); this.#changed(d.endpoint); });
    on('incident', (d) => { this.incidents.set(d.id, d); this.#changed(); });
    on('maintenance', (d) => { this.windows.set(d.id, d); this.#changed(); });
    on('inventory', () => this.#snapshot());
    on('reset', () => this.#snapshot());
    let first = true;
    source.onopen = () => {
      this.#retry = 1000;
      if (first) this.#snapshot(); // the browser's own reconnects resume by Last-Event-ID, or get a reset
      first = false;
    };
    source.onerror = () => {
      if (source === this.#source && source.readyState === EventSource.CLOSED) this.#later(() => this.#open());
    };
  }

  #later(what) {
    const source = this.#source;
    if (!this.loaded) this.error ??= { status: 0 };
    setTimeout(() => source === this.#source && this.#watch && what(), this.#retry * (0.75 + Math.random() / 2));
    this.#retry = Math.min(this.#retry * 2, 15000);
    this.dispatchEvent(new Event('refused'));
  }

  async #snapshot() {
    if (this.#buffer) return;
    this.#buffer = [];
    const source = this.#source;
    try {
      const [summary, nodes, incidents, maintenance] = await Promise.all([get('summary'), allNodes(),
        get('incidents?state=open&limit=500'), get('maintenance')]);
      if (source !== this.#source) return;
      this.summary = summary;
      this.nodes = new Map(nodes.nodes.map((n) => [n.endpoint, n]));
      this.incidents = new Map(incidents.incidents.map((i) => [i.id, i]));
      this.windows = new Map(maintenance.windows.map((w) => [w.id, w]));
      this.#heard();
      this.loaded = true;
      this.error = null;
      const snapshot = new Map(this.nodes);
      const late = this.#buffer;
      this.#buffer = null;
      for (const take of late) take();
      for (const [endpoint, n] of snapshot) { // an event from before the snapshot must not win over it
        const now = this.nodes.get(endpoint);
        if (now !== n && freshness(now) < freshness(n)) this.nodes.set(endpoint, n);
      }
      this.#changed();
    } catch (e) {
      this.error = e;
      this.#changed();
      this.#later(() => this.#snapshot());
    } finally {
      if (source === this.#source) this.#buffer = null;
    }
  }

  #heard() {
    this.#heardAt = performance.now();
  }

  #second() {
    const quiet = this.loaded && performance.now() - this.#heardAt > SILENT_AFTER && performance.now() - this.#opened > SILENT_AFTER;
    if (quiet) this.#open();
    this.dispatchEvent(new Event('second'));
  }

  #clock(at) {
    const offset = Date.parse(at) - Date.now();
    if (Number.isFinite(offset)) this.#offset = offset;
  }

  #changed(endpoint) {
    this.#waiting ??= this.#batch();
    if (endpoint) this.#waiting.add(endpoint);
  }

  #batch() {
    setTimeout(() => {
      const endpoints = this.#waiting;
      this.#waiting = null;
      this.dispatchEvent(Object.assign(new Event('change'), { endpoints }));
    }, BATCH);
    return new Set();
  }
}

export const live = new Live();
