// <tram-incidents>: open and closed incidents, and one of them in full beside the list.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { dateTime, dateTimeSeconds, duration, number, plain } from '../format.js';
import { get } from '../api.js';
import { live } from '../live.js';
import { query, setQuery, changed as routeChanged } from '../router.js';
import { mark, because } from '../parts/health.js';
import { place } from '../parts/places.js';
import { what, severity, step, level, flapping, icon } from '../parts/incident-text.js';
import { loading, refused, empty } from '../parts/notice.js';
import { impact } from '../parts/impact.js';
import '../parts/acknowledge.js';
import '../parts/incident-desk.js';

const STATES = ['open', 'closed', 'all'];
const LIMIT = 500;

class Incidents extends Part {
  static properties = { state: { state: true }, chosen: { state: true }, search: { state: true }, list: { state: true }, problem: { state: true } };
  #asked = 0;

  connectedCallback() {
    super.connectedCallback();
    this.search = '';
    this.on(live, 'change', () => this.#follow());
    this.on(routeChanged, 'change', () => this.read());
    this.read();
  }

  read() {
    this.chosen = Number(query('id')) || 0;
    const state = query('state');
    const next = STATES.includes(state) ? state : this.chosen ? 'all' : 'open';
    if (next !== this.state || !this.list) {
      this.state = next;
      this.load();
    }
  }

  async load() {
    const asked = ++this.#asked;
    this.problem = null;
    this.list = null;
    try {
      const { incidents } = await get(`incidents?state=${this.state}&limit=${LIMIT}`);
      if (asked === this.#asked) this.list = new Map(incidents.map((i) => [i.id, i]));
      this.#follow();
    } catch (e) {
      if (asked === this.#asked) this.problem = e;
    }
  }

  /** Takes what the feed says into the list. */
  #follow() {
    if (!this.list) return;
    for (const i of live.incidents.values()) {
      if (this.#belongs(i) || this.list.has(i.id)) this.list.set(i.id, i);
    }
    for (const [id, i] of this.list) if (!this.#belongs(i)) this.list.delete(id);
    this.requestUpdate();
  }

  #belongs(i) { return this.state === 'all' || (this.state === 'open') === !i.closedAt; }

  choose(state) {
    this.state = state;
    setQuery({ state: state === 'open' ? '' : state, id: '' });
    this.chosen = 0;
    this.load();
  }

  pick(id) {
    this.chosen = id;
    setQuery({ id: String(id), state: this.state === 'open' ? 'open' : this.state });
    this.updateComplete.then(() => this.querySelector('.incident-detail')?.scrollIntoView({ block: 'nearest' }));
  }

  found() {
    const words = plain(this.search).split(/\s+/).filter(Boolean);
    return [...this.list.values()].filter((i) => words.every((w) => plain(`${i.id} ${i.name} ${i.endpoint} ${place(i)} ${what(i)}`).includes(w)))
      .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || b.id - a.id);
  }

  render() {
    return html`<div class="page broad live-data">
      <div class="page-head"><h1>${t('title.incidents')}</h1>
        <div class="segments" role="group" aria-label="${t('incidents.state')}">${STATES.map((s) => html`
          <button type="button" aria-pressed=${this.state === s ? 'true' : 'false'} @click=${() => this.choose(s)}>${t(`incidents.state.${s}`)}</button>`)}</div></div>
      <label class="incident-search"><span class="unseen">${t('incidents.search')}</span><input type="search" autocomplete="off" placeholder=${t('incidents.search')}
        .value=${this.search} @input=${(e) => { this.search = e.target.value; }}></label>
      ${this.problem ? refused(this.problem, () => this.load()) : !this.list ? loading() : this.body()}</div>`;
  }

  body() {
    const found = this.found();
    const chosen = this.list.get(this.chosen);
    if (found.length === 0) return empty(this.search ? t('incidents.none.found') : t(`incidents.none.${this.state}`));
    return html`<div class="incident-grid ${chosen ? 'with-detail' : ''}">
      <ol class="incident-list panel" aria-label="${t('title.incidents')}">${found.map((i) => this.line(i))}</ol>
      ${chosen ? this.detail(chosen) : this.chosen ? html`<p class="panel panel-body muted">${t('incidents.gone', this.chosen)}</p>` : nothing}</div>`;
  }

  line(i) {
    return html`<li class="${i.closedAt ? 'closed' : ''} ${i.id === this.chosen ? 'chosen' : ''}">
      <a href="/incidents?state=${this.state}&id=${i.id}" aria-current=${i.id === this.chosen ? 'true' : 'false'} @click=${(e) => { if (!e.ctrlKey && !e.metaKey) { e.preventDefault(); this.pick(i.id); } }}>
        ${i.closedAt ? mark('UP') : mark(severity(i))}
        <span class="text"><strong>${i.name || i.endpoint}</strong><span>${what(i)}</span><span class="muted">${place(i)}</span>
          ${i.suppressed.length ? html`<span class="under">${t('incident.under', number(i.suppressed.length))}</span>` : nothing}</span>
        <span class="when"><span>${dateTime(i.openedAt)}</span>${i.closedAt
          ? html`<span class="muted">${t('incident.lasted', duration(Date.parse(i.closedAt) - Date.parse(i.openedAt)))}</span>`
          : html`<span class="still">${t('incident.open.for')} <tram-age at=${i.openedAt} span></tram-age></span>`}
          ${level(i)}${flapping(i)}
          <span class="muted">${i.assignedTo ? t('incident.assigned.to', i.assignedTo) : i.acknowledgedBy ? t('incident.taken', i.acknowledgedBy) : i.closedAt ? '' : t('incident.untaken')}</span></span>
      </a></li>`;
  }

  detail(i) {
    return html`<article class="incident-detail panel" aria-labelledby="incident-detail">
      <div class="panel-head"><h2 id="incident-detail">${t('incident.number', i.id)}: ${what(i)}</h2>
        <button type="button" aria-label="${t('close')}" @click=${() => { this.chosen = 0; setQuery({ id: '' }); }}>✕</button></div>
      <div class="panel-body">
        <dl class="facts"><dt>${t('incident.cause')}</dt><dd><a href="/node/${encodeURIComponent(i.endpoint)}">${i.name || i.endpoint}</a></dd>
          ${place(i) ? html`<dt>${t('incident.place')}</dt><dd>${place(i)}</dd>` : nothing}
          <dt>${t('incident.opened.at')}</dt><dd>${dateTimeSeconds(i.openedAt)}</dd>
          <dt>${t('incident.closed.at')}</dt><dd>${i.closedAt ? dateTimeSeconds(i.closedAt) : html`<strong>${t('incident.still')}</strong> (<tram-age at=${i.openedAt} span></tram-age>)`}</dd>
          <dt>${t('incident.evidence')}</dt><dd>${because(i.evidence)} <span class="muted">(${t(`source.${i.evidence?.source}`)})</span></dd>
          ${flapping(i) === nothing ? nothing : html`<dt>${t('incident.pattern')}</dt><dd>${flapping(i)}</dd>`}
          ${impact(i)}
          ${i.level ? html`<dt>${t('incident.escalation')}</dt><dd>${level(i)}</dd>` : nothing}
          ${i.assignedTo ? html`<dt>${t('incident.assignee')}</dt><dd><strong>${i.assignedTo}</strong></dd>` : nothing}
          <dt>${t('incident.acknowledgement')}</dt><dd><tram-acknowledge .incident=${i}></tram-acknowledge></dd></dl>
        <tram-incident-desk .incident=${i}></tram-incident-desk>
        <h3>${t('incident.timeline')}</h3>
        <ol class="timeline">${i.timeline.map((s) => html`<li>${icon(s)}<time datetime=${s.at}>${dateTimeSeconds(s.at)}</time>
          <span class="words">${step(s)}${s.actor ? html` <strong>${s.actor}</strong>` : nothing}</span></li>`)}</ol>
        ${i.suppressed.length ? html`<h3>${t('incident.suppressed', number(i.suppressed.length))}</h3>
          <ul class="suppressed">${i.suppressed.map((s) => html`<li><a href="/node/${encodeURIComponent(s.endpoint)}">${s.name || s.endpoint}</a></li>`)}</ul>` : nothing}
      </div></article>`;
  }
}

customElements.define('tram-incidents', Incidents);
