// <tram-place>: says where a node stands, what it is for and what it is called. For those who may.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { get, post } from '../api.js';
import { live } from '../live.js';
import { KINDS } from '../parts/kinds.js';
import { districtName } from '../parts/places.js';
import { refused } from '../parts/notice.js';

const OFFERED = 12;

class Place extends Part {
  static properties = { node: { attribute: false }, sites: { state: true }, total: { state: true }, chosen: { state: true },
    busy: { state: true }, problem: { state: true }, done: { state: true }, missing: { state: true }, open: { state: true } };
  #asked = null;
  #typed = '';

  willUpdate(changes) {
    const before = changes.get('node');
    if (changes.has('node') && this.node && before?.endpoint !== this.node.endpoint) {
      this.chosen = this.node.site ? { id: this.node.site, name: this.node.siteName, districtCode: this.node.district } : null;
      this.open = !this.node.site;
      Object.assign(this, { sites: null, total: 0, problem: null, done: false, missing: false });
      this.#typed = '';
      if (this.open) this.find('');
    }
  }

  async find(text) {
    this.#asked?.abort();
    this.#asked = new AbortController();
    this.#typed = text;
    try {
      const { total, sites } = await get(`sites?limit=${OFFERED}${text.trim() ? `&q=${encodeURIComponent(text.trim())}` : ''}`, this.#asked.signal);
      Object.assign(this, { total, sites, problem: null });
    } catch (e) {
      if (e.name !== 'AbortError') this.problem = e;
    }
  }

  choose(site) {
    Object.assign(this, { chosen: site, missing: false });
  }

  async save(event) {
    event.preventDefault();
    if (!this.chosen) { this.missing = true; this.querySelector('[name=search]')?.focus(); return; }
    const fields = new FormData(event.target);
    Object.assign(this, { busy: true, problem: null, done: false });
    try {
      await post(`nodes/${encodeURIComponent(this.node.endpoint)}/place`, { site: this.chosen.id, kind: fields.get('kind'), name: fields.get('name'),
        gateway: fields.get('gateway'), rooms: fields.get('rooms') });
      this.done = true;
      this.dispatchEvent(new CustomEvent('placed', { bubbles: true }));
    } catch (e) {
      this.problem = e;
    } finally {
      this.busy = false;
    }
  }

  offer() {
    if (!this.sites) return nothing;
    if (this.total === 0) return html`<p class="muted" role="status">${this.#typed.trim() ? t('place.site.none') : t('place.nowhere')}</p>`;
    return html`<ul class="choices" aria-label="${t('place.site')}">${this.sites.map((s) => html`<li><button type="button"
        aria-pressed=${this.chosen?.id === s.id ? 'true' : 'false'} @click=${() => this.choose(s)}>${s.name}
        <span class="muted">${[t(`tier.${s.tier}`), districtName(s.districtCode)].filter((x) => x && x !== s.name).join(' · ')}</span></button></li>`)}</ul>
      ${this.total > this.sites.length ? html`<p class="muted">${t('place.site.more', this.total)}</p>` : nothing}`;
  }

  /** The other nodes of the site, and whichever is named now. */
  gateways(n) {
    return [...live.nodes.values()].filter((g) => g.endpoint !== n.endpoint && (g.endpoint === n.gateway || (n.site && g.site === n.site)))
      .sort((a, b) => (a.name || a.endpoint).localeCompare(b.name || b.endpoint, 'vi', { numeric: true }));
  }

  form() {
    const n = this.node;
    return html`<form class="stack" @submit=${(e) => this.save(e)}>
      ${n.site ? nothing : html`<p class="warn">${t('place.missing')}</p>`}
      <label>${t('place.site')} <input name="search" type="search" autocomplete="off" maxlength="100" placeholder="${t('place.site.hint')}"
        @focus=${() => { if (!this.sites) this.find(''); }} @input=${(e) => this.find(e.target.value)}></label>
      ${this.offer()}
      <p role="status">${this.chosen ? html`<strong>${this.chosen.name}</strong> <span class="muted">${districtName(this.chosen.districtCode)}</span>`
        : this.missing ? html`<span class="warn">${t('place.site.choose')}</span>` : nothing}</p>
      <label>${t('place.kind')} <select name="kind">${KINDS.map((k) => html`<option value=${k} ?selected=${k === n.kind}>${t(`kind.${k}`)}</option>`)}</select></label>
      <label>${t('place.name')} <input name="name" required maxlength="200" .value=${n.name || n.endpoint}></label>
      <label>${t('place.gateway')} <select name="gateway"><option value="" ?selected=${!n.gateway}>${t(n.endpoint.includes('~') ? 'place.gateway.seen' : 'place.gateway.site')}</option>
        ${this.gateways(n).map((g) => html`<option value=${g.endpoint} ?selected=${g.endpoint === n.gateway}>${g.name || g.endpoint}</option>`)}</select></label>
      <label>${t('place.rooms')} <input name="rooms" type="number" required min="0" max="99" step="1" .value=${String(n.rooms ?? 0)} aria-describedby="rooms-explained"></label>
      <p class="muted" id="rooms-explained">${t('place.rooms.explained')}</p>
      ${this.problem ? refused(this.problem) : nothing}
      ${this.done ? html`<p role="status">${t('place.saved')}</p>` : nothing}
      <button class="primary" ?disabled=${this.busy}>${t('place.save')}</button></form>`;
  }

  render() {
    if (!this.node) return nothing;
    return html`<section class="panel" aria-labelledby="place"><div class="panel-head"><h2 id="place">${t('place.title')}</h2></div>
      <div class="panel-body">${this.node.site ? html`<details ?open=${this.open} @toggle=${(e) => { this.open = e.target.open; }}>
        <summary>${t('place.change')}</summary>${this.form()}</details>` : this.form()}</div></section>`;
  }
}

customElements.define('tram-place', Place);
