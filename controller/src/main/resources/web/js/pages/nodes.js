// <tram-nodes>: every node in a table that can be searched, filtered and sorted; the address keeps the choice.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { number, plain } from '../format.js';
import { live } from '../live.js';
import * as session from '../session.js';
import { query, setQuery, changed as routeChanged } from '../router.js';
import { badge, because, mark, healthName, rank, READING_ORDER } from '../parts/health.js';
import { districtName } from '../parts/places.js';
import { worked } from '../parts/worked.js';
import { loading, refused, empty } from '../parts/notice.js';
import { KINDS } from '../parts/kinds.js';
import '../parts/rows.js';

const COLUMNS = ['health', 'name', 'kind', 'site', 'district', 'since', 'lastHeard', 'evidence'];

const keys = {
  health: (n) => rank(n.health),
  name: (n) => n.name || n.endpoint,
  kind: (n) => n.kind,
  site: (n) => n.siteName ?? '',
  district: (n) => districtName(n.district),
  since: (n) => n.since ?? '',
  lastHeard: (n) => n.lastHeard ?? '',
  evidence: (n) => because(n.evidence),
};

class Nodes extends Part {
  static properties = { search: { state: true }, health: { state: true }, kind: { state: true }, district: { state: true },
    sort: { state: true }, down: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.followLive();
    this.on(live, 'second', () => { if (!live.loaded) this.requestUpdate(); });
    this.on(routeChanged, 'change', () => this.read());
    this.read();
  }

  read() {
    this.search = query('q');
    this.health = query('health');
    this.kind = query('kind');
    this.district = query('district');
    const sort = query('sort');
    this.down = sort.startsWith('-');
    this.sort = COLUMNS.includes(sort.replace('-', '')) ? sort.replace('-', '') : 'health';
  }

  choose(values) {
    Object.assign(this, values);
    const sort = `${this.down ? '-' : ''}${this.sort}`;
    setQuery({ q: this.search, health: this.health, kind: this.kind, district: this.district, sort: sort === 'health' ? '' : sort });
  }

  found() {
    const words = plain(this.search).split(/\s+/).filter(Boolean);
    return [...live.nodes.values()].filter((n) => (!this.health || n.health === this.health) && (!this.kind || n.kind === this.kind)
      && (!this.district || n.district === this.district)
      && (words.length === 0 || words.every((w) => plain(`${n.name} ${n.endpoint} ${n.siteName ?? ''}`).includes(w))));
  }

  sorted(nodes) {
    const key = keys[this.sort];
    const compare = new Intl.Collator('vi', { numeric: true }).compare;
    const rows = nodes.map((n) => [key(n), n]);
    rows.sort(([a, x], [b, y]) => {
      const order = typeof a === 'number' ? a - b : this.sort === 'since' || this.sort === 'lastHeard' ? (a < b ? 1 : a > b ? -1 : 0) : compare(a, b);
      return (this.down ? -order : order) || compare(x.name, y.name);
    });
    return rows.map(([, n]) => n);
  }

  render() {
    if (!live.loaded) {
      return html`<div class="page"><h1>${t('title.nodes')}</h1>${live.error
        ? refused({ title: t('error.unreachable'), detail: t('error.retrying') }) : loading()}</div>`;
    }
    const nodes = this.sorted(this.found());
    return html`<div class="page broad live-data">
      <div class="page-head"><h1>${t('title.nodes')}</h1>
        <p class="muted" role="status">${t('nodes.found', number(nodes.length), number(live.nodes.size))}</p>
        ${session.may('NODES') ? html`<a class="button" href="/add-node">${t('nodes.add')}</a>` : nothing}</div>
      ${this.filters()}
      ${nodes.length === 0 ? empty(live.nodes.size === 0 ? t('nodes.none') : t('nodes.none.found'), live.nodes.size
        ? html`<button type="button" @click=${() => this.choose({ search: '', health: '', kind: '', district: '' })}>${t('nodes.clear')}</button>` : nothing)
        : this.table(nodes)}</div>`;
  }

  filters() {
    const counts = live.summary?.counts ?? {};
    return html`<form class="filters" role="search" aria-label="${t('nodes.filter')}" @submit=${(e) => e.preventDefault()}>
      <label class="search"><span class="unseen">${t('nodes.search')}</span><input type="search" autocomplete="off" placeholder=${t('nodes.search')}
        .value=${this.search} @input=${(e) => this.choose({ search: e.target.value })}></label>
      <div class="chips" role="group" aria-label="${t('nodes.health')}">${READING_ORDER.map((h) => html`
        <button type="button" class="chip" aria-pressed=${this.health === h ? 'true' : 'false'}
          @click=${() => this.choose({ health: this.health === h ? '' : h })}>${mark(h)}${healthName(h)} <b class="number">${number(counts[h] ?? 0)}</b></button>`)}</div>
      <label><span class="unseen">${t('nodes.kind')}</span><select @change=${(e) => this.choose({ kind: e.target.value })}>
        <option value="" ?selected=${!this.kind}>${t('nodes.kind.any')}</option>
        ${KINDS.map((k) => html`<option value=${k} ?selected=${this.kind === k}>${t(`kind.${k}`)}</option>`)}</select></label>
      <label><span class="unseen">${t('nodes.district')}</span><select @change=${(e) => this.choose({ district: e.target.value })}>
        <option value="" ?selected=${!this.district}>${t('nodes.district.any')}</option>
        ${(live.summary?.districts ?? []).map((d) => html`<option value=${d.code} ?selected=${this.district === d.code}>${d.name}</option>`)}</select></label>
    </form>`;
  }

  table(nodes) {
    return html`<div class="nodes panel" role="table" aria-label="${t('title.nodes')}" aria-rowcount=${nodes.length + 1}>
      <div role="rowgroup" class="rows-head"><div role="row" aria-rowindex="1" class="head">${COLUMNS.map((c) => html`
        <span role="columnheader" class="c-${c}" aria-sort=${this.sort !== c ? 'none' : this.down ? 'descending' : 'ascending'}>
          <button type="button" @click=${() => this.choose({ sort: c, down: this.sort === c && !this.down })}>${t(`nodes.column.${c}`)}
            <span class="arrow" aria-hidden="true">${this.sort !== c ? '' : this.down ? '▼' : '▲'}</span></button></span>`)}</div></div>
      <tram-rows role="presentation" .items=${nodes} .row=${this.row}></tram-rows>
    </div>`;
  }

  row = (n, index) => html`<div role="row" class="row" aria-rowindex=${index + 2}>
    <span role="cell" class="c-health">${badge(n.health)}</span>
    <span role="cell" class="c-name"><a href="/node/${encodeURIComponent(n.endpoint)}" title=${n.name}>${n.name || n.endpoint}</a><small>${worked(n)} <span class="mono">${n.endpoint}</span></small></span>
    <span role="cell" class="c-kind">${t(`kind.${n.kind}`)}${n.rooms ? html`<small>${t('nodes.rooms', number(n.rooms))}</small>` : nothing}</span>
    <span role="cell" class="c-site" title=${n.siteName ?? ''}>${n.siteName ?? '–'}</span>
    <span role="cell" class="c-district">${districtName(n.district) || '–'}</span>
    <span role="cell" class="c-since"><tram-age at=${n.since ?? ''} span></tram-age></span>
    <span role="cell" class="c-lastHeard"><tram-age at=${n.lastHeard ?? ''}></tram-age></span>
    <span role="cell" class="c-evidence" title=${because(n.evidence)}>${because(n.evidence)}</span>
  </div>`;
}

customElements.define('tram-nodes', Nodes);
