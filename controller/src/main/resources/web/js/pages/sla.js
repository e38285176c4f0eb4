// <tram-sla>: availability of a month or a quarter, computed from the outage ledger; the worst nodes first.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t, lang } from '../i18n.js';
import { dateTime, duration, number } from '../format.js';
import { get } from '../api.js';
import { live } from '../live.js';
import { query, setQuery, changed as routeChanged } from '../router.js';
import { districtName } from '../parts/places.js';
import { loading, refused, empty } from '../parts/notice.js';

const MONTHS = 24;
const WORST = 25;
const GROUPS = ['TIER', 'CARRIER', 'DISTRICT', 'UNIT'];
const FEW = 8;
const TIERS = ['PROVINCE', 'DISTRICT', 'COMMUNE', 'AREA', ''];

/** 99,977: always three decimals, for a figure of availability. */
const exact = (percent) => (percent === null ? '–' : new Intl.NumberFormat(lang(), { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(percent));

/** [value, text] of the last months and quarters by Viet Nam's calendar, newest first. */
function periods() {
  const [year, month] = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric', month: '2-digit' }).format(new Date()).split('-').map(Number);
  const list = [];
  for (let i = 0; i < MONTHS; i++) {
    const n = year * 12 + month - 1 - i;
    const [y, m] = [Math.floor(n / 12), n % 12 + 1];
    if (i === 0 || m % 3 === 0) list.push([`${y}-Q${Math.ceil(m / 3)}`, t('sla.quarter', Math.ceil(m / 3), y)]);
    list.push([`${y}-${String(m).padStart(2, '0')}`, t('sla.month', m, y)]);
  }
  return list;
}

class Sla extends Part {
  static properties = { sheet: { state: true }, definitions: { state: true }, problem: { state: true }, all: { state: true } };
  #asked = 0;

  connectedCallback() {
    super.connectedCallback();
    this.all = {};
    this.followLive();
    this.on(routeChanged, 'change', () => this.load());
    this.load();
  }

  async load() {
    const asked = ++this.#asked;
    this.problem = null;
    this.sheet = null;
    try {
      this.definitions ??= (await get('sla/definitions')).definitions;
      const period = query('period') || periods()[1][0];
      const parts = [`${period.includes('Q') ? 'quarter' : 'month'}=${encodeURIComponent(period)}`];
      for (const name of ['definition', 'view']) if (query(name)) parts.push(`${name}=${encodeURIComponent(query(name))}`);
      const sheet = await get(`sla?${parts.join('&')}`);
      if (asked === this.#asked) this.sheet = sheet;
    } catch (e) {
      if (asked === this.#asked) this.problem = e;
    }
  }

  choose(name, value) {
    setQuery({ [name]: value });
    this.load();
  }

  render() {
    return html`<div class="page broad sla">
      <div class="page-head"><h1>${t('title.sla')}</h1>${this.sheet ? html`<p class="muted">${t('sla.span', dateTime(this.sheet.from), dateTime(this.sheet.to))}</p>` : nothing}</div>
      ${this.definitions ? this.choices() : nothing}
      ${this.problem ? refused(this.problem, () => this.load()) : !this.sheet ? loading(t('sla.computing')) : this.body()}</div>`;
  }

  choices() {
    const period = query('period') || periods()[1][0];
    return html`<div class="filters">
      <label>${t('sla.period')} <select .value=${period} @change=${(e) => this.choose('period', e.target.value)}>${periods().map(([value, text]) => html`
        <option value=${value} ?selected=${value === period}>${text}</option>`)}</select></label>
      <label>${t('sla.definition')} <select @change=${(e) => this.choose('definition', e.target.value)}>${this.definitions.map((d) => html`
        <option value=${d.name} ?selected=${d.name === query('definition')}>${d.title[lang()] ?? d.name}</option>`)}</select></label>
      <div class="segments" role="group" aria-label="${t('sla.view')}">${['corrected', 'shown'].map((v) => html`
        <button type="button" aria-pressed=${(query('view') || 'corrected') === v ? 'true' : 'false'} @click=${() => this.choose('view', v === 'shown' ? v : '')}>${t(`sla.view.${v}`)}</button>`)}</div>
    </div>`;
  }

  body() {
    const { definition, groups, nodes, ledger } = this.sheet;
    if (nodes.length === 0) return empty(t('sla.none'));
    const whole = groups.find((g) => g.by === 'ALL');
    const below = nodes.filter((n) => n.met === false).length;
    return html`
      <dl class="sla-sum panel">
        <div><dt>${t('sla.available')}</dt><dd>${exact(whole.measure.percent)}</dd></div>
        <div><dt>${t('sla.known')}</dt><dd>${exact(whole.measure.known)}</dd></div>
        <div><dt>${t('sla.below')}</dt><dd>${number(below)} / ${number(nodes.length)}</dd></div>
      </dl>
      <p class="sla-basis">${t('sla.basis', definition.basis)} ${definition.verified ? nothing : this.unverified()}</p>
      <div class="sla-grid">
        ${GROUPS.map((by) => this.group(by, groups.filter((g) => g.by === by)))}
        ${this.worst(nodes)}
      </div>
      <p class="muted sla-ledger">${t('sla.ledger', number(ledger.seq))} <code>${ledger.hash}</code></p>`;
  }

  unverified = () => html`<span class="unverified">${t('sla.unverified')}</span>`;

  target(target) {
    return target ? html`${exact(target.percent)} ${target.verified ? nothing : html`<span class="unverified" title=${target.basis}>${t('sla.unverified')}</span>`}` : '–';
  }

  met(met) {
    return met === null ? html`<span class="muted">–</span>` : html`<span class=${met ? 'met' : 'missed'}>${met ? '✓' : '✗'} ${t(met ? 'sla.met' : 'sla.missed')}</span>`;
  }

  /** What the ledger has as a code. */
  name(by, key) {
    if (by === 'TIER') return key ? t(`tier.${key}`) : t('sla.nowhere');
    if (by === 'DISTRICT') return districtName(key) || key || t('sla.no-district');
    if (by === 'CARRIER') return key || t('sla.no-carrier');
    const points = this.sheet.nodes.filter((n) => n.unit === key);
    const point = points.find((n) => n.kind === 'CONNECTION_POINT') ?? points[0];
    return live.nodes.get(point?.endpoint)?.siteName || key || t('sla.nowhere');
  }

  group(by, groups) {
    if (groups.length === 0 || (groups.length === 1 && !groups[0].key)) return nothing;
    const order = [...groups].sort((a, b) => by === 'TIER' ? TIERS.indexOf(a.key) - TIERS.indexOf(b.key) : (a.measure.percent ?? 101) - (b.measure.percent ?? 101));
    const shown = this.all[by] ? order : order.slice(0, FEW);
    const tiers = by === 'TIER';
    return html`<section class="panel" aria-labelledby="sla-${by}">
      <div class="panel-head"><h2 id="sla-${by}">${t(`sla.by.${by}`)}</h2><span class="total">${number(groups.length)}</span></div>
      <div class="wide" tabindex="0" role="region" aria-labelledby="sla-${by}"><table>
        <thead><tr><th scope="col">${t(`sla.column.${by}`)}</th><th scope="col" class="number">${t('sla.available')}</th>
          ${tiers ? html`<th scope="col" class="number">${t('sla.target')}</th><th scope="col">${t('sla.result')}</th>` : nothing}
          <th scope="col" class="number">${t('sla.down')}</th><th scope="col" class="number">${t('sla.below.short')}</th></tr></thead>
        <tbody>${shown.map((g) => html`<tr><th scope="row">${this.name(by, g.key)}</th><td class="number">${exact(g.measure.percent)}</td>
          ${tiers ? html`<td class="number">${this.target(g.target)}</td><td>${this.met(g.met)}</td>` : nothing}
          <td class="number">${duration(g.measure.down)}</td><td class="number">${number(g.below)} / ${number(g.nodes)}</td></tr>`)}</tbody>
      </table></div>
      ${order.length > shown.length ? html`<button type="button" class="more" @click=${() => { this.all = { ...this.all, [by]: true }; }}>${t('sla.more', number(order.length - shown.length))}</button>` : nothing}
    </section>`;
  }

  worst(nodes) {
    const shown = this.all.NODES ? nodes : nodes.slice(0, WORST);
    return html`<section class="panel sla-nodes" aria-labelledby="sla-nodes">
      <div class="panel-head"><h2 id="sla-nodes">${t('sla.worst')}</h2><span class="total">${number(nodes.length)}</span></div>
      <div class="wide" tabindex="0" role="region" aria-labelledby="sla-nodes"><table>
        <thead><tr><th scope="col">${t('sla.node')}</th><th scope="col" class="number">${t('sla.available')}</th><th scope="col" class="number">${t('sla.target')}</th>
          <th scope="col">${t('sla.result')}</th><th scope="col" class="number">${t('sla.down')}</th><th scope="col" class="number">${t('sla.outages')}</th>
          <th scope="col" class="number">${t('sla.longest')}</th><th scope="col" class="number">${t('sla.unknown')}</th><th scope="col">${t('sla.column.CARRIER')}</th></tr></thead>
        <tbody>${shown.map((n) => html`<tr><th scope="row"><a href="/node/${encodeURIComponent(n.endpoint)}">${live.nodes.get(n.endpoint)?.name || n.endpoint}</a></th>
          <td class="number">${exact(n.measure.percent)}</td><td class="number">${this.target(n.target)}</td><td>${this.met(n.met)}</td>
          <td class="number">${duration(n.measure.down)}</td><td class="number">${number(n.outages)}</td><td class="number">${n.outages ? duration(n.longest) : '–'}</td>
          <td class="number">${duration(n.measure.unknown)}</td><td>${n.carrier || '–'}</td></tr>`)}</tbody>
      </table></div>
      ${nodes.length > shown.length ? html`<button type="button" class="more" @click=${() => { this.all = { ...this.all, NODES: true }; }}>${t('sla.more', number(nodes.length - shown.length))}</button>` : nothing}
    </section>`;
  }
}

customElements.define('tram-sla', Sla);
