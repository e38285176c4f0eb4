// <tram-maintenance>: what is being worked on, what is planned, and planning it.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { dateTime, number, plain } from '../format.js';
import { del, post } from '../api.js';
import { live } from '../live.js';
import { query } from '../router.js';
import * as session from '../session.js';
import { loading, refused, empty } from '../parts/notice.js';
import { spanner, when, DAYS } from '../parts/worked.js';
import { parseMoment, parseTime } from '../parts/moment.js';

const SHOWN = 60;
const ORDER = ['ON', 'PLANNED', 'OVER'];
class Maintenance extends Part {
  static properties = { of: { state: true }, search: { state: true }, target: { state: true }, weekly: { state: true }, busy: { state: true },
    refusal: { state: true }, done: { state: true }, sure: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.of = query('site') ? 'SITE' : 'NODE';
    this.target = query('site') || query('node');
    this.search = '';
    this.weekly = false;
    this.followLive();
  }

  render() {
    return html`<div class="page broad live-data"><h1>${t('title.maintenance')}</h1><p class="muted">${t('maintenance.explained')}</p>
      ${!live.loaded ? loading() : html`<div class="users-grid maintenance-grid">${this.list()}${session.may('MAINTAIN') ? this.form() : nothing}</div>`}</div>`;
  }

  list() {
    const all = [...live.windows.values()].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)
      || (a.state === 'OVER' ? (b.cancelledAt ?? b.until).localeCompare(a.cancelledAt ?? a.until) : a.nextFrom.localeCompare(b.nextFrom)));
    return html`<section class="panel" aria-labelledby="windows"><div class="panel-head"><h2 id="windows">${t('maintenance.list')}</h2></div>
      ${all.length === 0 ? empty(t('maintenance.none')) : html`<ol class="windows">${all.map((w) => this.line(w))}</ol>`}</section>`;
  }

  line(w) {
    const address = w.of === 'NODE' ? `/node/${encodeURIComponent(w.target)}` : `/nodes?q=${encodeURIComponent(w.name)}`;
    return html`<li class="window ${w.state}"><span class="window-state ${w.state}">${spanner}<span>${t(`maintenance.state.${w.cancelledAt ? 'CANCELLED' : w.state}`)}</span></span>
      <div class="window-text"><h3><a href=${address}>${w.name}</a></h3><p>${w.reason}</p>
        <p>${when(w)}</p>
        ${w.state === 'ON' ? html`<p class="still">${t('maintenance.covers', number(w.nodes))} · ${t('maintenance.until', dateTime(w.nextUntil))}</p>`
          : w.state === 'PLANNED' && w.days ? html`<p class="muted">${t('maintenance.next', dateTime(w.nextFrom))}</p>` : nothing}
        <p class="muted">${w.cancelledAt ? t('maintenance.cancelled.by', w.cancelledBy, dateTime(w.cancelledAt)) : t('maintenance.by', w.actor, dateTime(w.plannedAt))}</p></div>
      ${w.state !== 'OVER' && session.may('MAINTAIN') ? this.ending(w) : nothing}</li>`;
  }

  ending(w) {
    if (this.sure !== w.id) {
      return html`<button type="button" aria-label="${t('maintenance.end.one', w.name)}" @click=${() => { this.sure = w.id; }}>${t(w.state === 'ON' ? 'maintenance.end' : 'maintenance.cancel')}</button>`;
    }
    return html`<span class="sure"><button type="button" class="primary" ?disabled=${this.busy}
      @click=${() => this.change(() => del(`maintenance/${encodeURIComponent(w.id)}`))}>${t('maintenance.end.now')}</button>
      <button type="button" @click=${() => { this.sure = null; }}>${t('cancel')}</button></span>`;
  }

  targets() {
    if (this.of === 'NODE') return [...live.nodes.values()].map((n) => ({ id: n.endpoint, name: n.name || n.endpoint }));
    const sites = new Map([...live.nodes.values()].filter((n) => n.site).map((n) => [n.site, n.siteName || n.site]));
    return [...sites].map(([id, name]) => ({ id, name }));
  }

  found() {
    const words = plain(this.search).split(/\s+/).filter(Boolean);
    return this.targets().filter((x) => words.every((w) => plain(`${x.name} ${x.id}`).includes(w))).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  }

  form() {
    const found = this.found();
    const chosen = found.find((x) => x.id === this.target) ?? found[0];
    const shown = found.slice(0, SHOWN);
    if (chosen && !shown.includes(chosen)) shown.unshift(chosen);
    return html`<section class="panel" aria-labelledby="plan"><div class="panel-head"><h2 id="plan">${t('maintenance.plan')}</h2></div>
      <form class="panel-body stack" @submit=${(e) => this.plan(e, chosen?.id)}>
        <div class="segments" role="group" aria-label="${t('maintenance.of')}">${['NODE', 'SITE'].map((k) => html`
          <button type="button" aria-pressed=${this.of === k ? 'true' : 'false'} @click=${() => { this.of = k; this.target = ''; }}>${t(`maintenance.of.${k}`)}</button>`)}</div>
        <label>${t('faults.search')}<input type="search" autocomplete="off" .value=${this.search} @input=${(e) => { this.search = e.target.value; }}></label>
        <label>${t(`maintenance.of.${this.of}`)}<select size="6" @change=${(e) => { this.target = e.target.value; }}>${shown.map((x) => html`
          <option value=${x.id} ?selected=${x === chosen}>${x.name}</option>`)}</select></label>
        ${found.length > SHOWN ? html`<p class="muted">${t('faults.more', number(found.length - SHOWN))}</p>` : nothing}
        <p class="muted">${t('maintenance.behind')}</p>
        <div class="segments" role="group" aria-label="${t('maintenance.when')}">${[false, true].map((weekly) => html`
          <button type="button" aria-pressed=${this.weekly === weekly ? 'true' : 'false'} @click=${() => { this.weekly = weekly; }}>${t(`maintenance.when.${weekly ? 'weekly' : 'once'}`)}</button>`)}</div>
        ${this.weekly ? this.week() : this.once()}
        <label>${t('maintenance.reason')}<input name="reason" required maxlength="500" autocomplete="off"></label>
        ${this.refusal ? refused(this.refusal) : nothing}
        ${this.done ? html`<div class="notice done" role="status"><p>${t('maintenance.done')}</p></div>` : nothing}
        <button type="submit" class="primary" ?disabled=${this.busy || !chosen}>${t('maintenance.plan')}</button></form></section>`;
  }

  once() {
    const now = Math.floor(live.now() / 300_000) * 300_000;
    return html`<div class="two"><tram-moment name="from" label=${t('maintenance.from')} initial=${dateTime(new Date(now))}></tram-moment>
      <tram-moment name="until" label=${t('maintenance.to')} initial=${dateTime(new Date(now + 7_200_000))}></tram-moment></div>
      <p class="muted">${t('maintenance.zone')}</p>`;
  }

  week() {
    return html`<fieldset><legend>${t('maintenance.days')}</legend><div class="days">${DAYS.map((d) => html`
        <label class="day"><input type="checkbox" name="days" value=${d}>${t(`day.${d}`)}</label>`)}</div>
      <div class="two"><tram-moment daily name="start" label=${t('maintenance.from')} initial="22:00"></tram-moment>
        <tram-moment daily name="end" label=${t('maintenance.to')} initial="02:00"></tram-moment></div>
      <p class="muted">${t('maintenance.midnight')}</p></fieldset>`;
  }

  async change(work) {
    this.busy = true;
    this.refusal = null;
    this.done = false;
    try {
      await work();
      this.sure = null;
      return true;
    } catch (e) {
      this.refusal = e;
      return false;
    } finally {
      this.busy = false;
    }
  }

  async plan(e, target) {
    e.preventDefault();
    const form = e.target;
    const data = new FormData(form);
    const what = { [this.of === 'NODE' ? 'node' : 'site']: target, reason: data.get('reason') };
    const time = this.weekly ? { days: data.getAll('days'), start: parseTime(data.get('start')), end: parseTime(data.get('end')) }
      : { from: parseMoment(data.get('from'))?.sent, until: parseMoment(data.get('until'))?.sent };
    if (await this.change(() => post('maintenance', { ...what, ...time }))) {
      form.reset();
      this.done = true;
    }
  }
}

customElements.define('tram-maintenance', Maintenance);
