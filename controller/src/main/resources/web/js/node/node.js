// <tram-node>: everything we know about one node, and how we know it.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { get } from '../api.js';
import { live } from '../live.js';
import * as session from '../session.js';
import { query, setQuery } from '../router.js';
import { badge } from '../parts/health.js';
import { place } from '../parts/places.js';
import { loading, refused, empty } from '../parts/notice.js';
import { what } from '../parts/incident-text.js';
import { worked, windowOf, spanner } from '../parts/worked.js';
import { dateTime } from '../format.js';
import { verdict } from './verdict.js';
import { connection, host, device, reporting, portal } from './facts.js';
import { links } from './links.js';
import { probed } from './probed.js';
import { values } from './values.js';
import './place.js';

class NodePage extends Part {
  static properties = { argument: {}, node: { state: true }, incidents: { state: true }, problem: { state: true }, range: { state: true },
    search: { state: true }, all: { state: true } };
  #busy = false;
  #again = false;

  constructor() {
    super();
    this.range = ['1h', '24h', '7d'].includes(query('range')) ? query('range') : '1h';
    this.search = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.on(live, 'change', (e) => { if (e.endpoints.has(this.argument)) this.load(); });
    this.every(5000, () => this.load());
  }

  willUpdate(changes) {
    if (changes.has('argument')) {
      this.node = null;
      this.problem = null;
      this.incidents = null;
      this.load();
      this.loadIncidents();
    }
  }

  async load() {
    if (this.#busy) { this.#again = true; return; }
    this.#busy = true;
    const asked = this.argument;
    try {
      const node = await get(`nodes/${encodeURIComponent(asked)}`);
      if (asked === this.argument) {
        const before = this.node?.incident;
        this.node = node;
        this.problem = null;
        if (before !== undefined && before !== node.incident) this.loadIncidents();
      }
    } catch (e) {
      if (asked === this.argument) this.problem = e;
    } finally {
      this.#busy = false;
      if (this.#again || asked !== this.argument) { this.#again = false; this.load(); }
    }
  }

  async loadIncidents() {
    const asked = this.argument;
    try {
      const { incidents } = await get('incidents?state=all&limit=500');
      if (asked === this.argument) {
        this.incidents = incidents.filter((i) => i.endpoint === asked || i.suppressed.some((s) => s.endpoint === asked));
      }
    } catch { /* the list stays as it was; the next change of the node asks again */ }
  }

  render() {
    if (!this.node) {
      return html`<div class="page"><h1>${this.argument}</h1>${this.problem
        ? this.problem.status === 404 ? empty(t('node.unknown', this.argument), html`<p><a href="/nodes">${t('node.all')}</a></p>`)
          : refused(this.problem, () => this.load()) : loading()}</div>`;
    }
    const n = this.node;
    return html`<div class="page broad node live-data">
      <p class="crumbs"><a href="/nodes">${t('title.nodes')}</a> <span aria-hidden="true">›</span> <span class="mono">${n.endpoint}</span></p>
      <div class="node-head"><span class="node-marks">${badge(n.health)}${worked(n)}</span><div><h1>${n.name || n.endpoint}</h1>
        <p class="muted">${[t(`kind.${n.kind}`), n.tier ? t(`tier.${n.tier}`) : '', place(n)].filter(Boolean).join(' · ')}</p></div></div>
      ${this.problem ? refused(this.problem) : nothing}
      ${this.work(n)}
      <div class="node-grid">
        <div class="node-main">${verdict(n)}${links(n, this.range, (range) => { this.range = range; setQuery({ range: range === '1h' ? '' : range }); })}</div>
        <div class="node-side">${session.may('NODES') ? html`<tram-place .node=${n} @placed=${() => this.load()}></tram-place>` : nothing}${connection(n)}${probed(n)}${host(n)}${device(n)}${portal(n)}${reporting(n)}${this.history()}</div>
      </div>
      ${values(n, { search: this.search, all: this.all, find: (s) => { this.search = s; }, more: () => { this.all = true; } })}
    </div>`;
  }

  /** Why it is being worked on, and the way to planning it. */
  work(n) {
    const window = n.maintenance && windowOf(n.maintenance);
    return html`${window ? html`<p class="work">${spanner}<span><strong>${window.reason}</strong> · ${window.name === n.name ? nothing : html`${window.name} · `}${t('maintenance.until', dateTime(window.nextUntil))} · ${window.actor}</span></p>` : nothing}
      ${session.may('MAINTAIN') ? html`<p><a class="button" href="/maintenance?node=${encodeURIComponent(n.endpoint)}">${t('maintenance.plan')}</a></p>` : nothing}`;
  }

  history() {
    return html`<section class="panel" aria-labelledby="node-incidents"><div class="panel-head"><h2 id="node-incidents">${t('node.incidents')}</h2></div>
      <div class="panel-body">${!this.incidents ? loading() : this.incidents.length === 0 ? html`<p class="muted">${t('node.incidents.none')}</p>`
        : html`<ul class="plain">${this.incidents.slice(0, 20).map((i) => html`<li><a href="/incidents?id=${i.id}&state=all">${what(i)}</a>
          ${i.endpoint === this.argument ? nothing : html`<span class="muted">${t('node.incidents.under', i.name)}</span>`}
          <span class="muted">${i.closedAt ? t('incident.closed.ago') : t('incident.open.for')} <tram-age at=${i.closedAt ?? i.openedAt} ?span=${!i.closedAt}></tram-age></span></li>`)}</ul>`}</div></section>`;
  }
}

customElements.define('tram-node', NodePage);
