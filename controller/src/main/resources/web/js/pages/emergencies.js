// <tram-emergencies>: warnings to everybody on the province's Wi-Fi. One person writes, another sends.
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part } from '../parts/part.js';
import { t, lang } from '../i18n.js';
import { dateTime, number } from '../format.js';
import { del, get, post } from '../api.js';
import * as session from '../session.js';
import { loading, refused, empty } from '../parts/notice.js';

/** The limits that the server keeps. */
const TEXTS = [['event', 80, false], ['headline', 160, false], ['area', 160, false], ['description', 1000, true], ['instruction', 1000, true]];
const CHOICES = {
  category: ['GEO', 'MET', 'SAFETY', 'SECURITY', 'RESCUE', 'FIRE', 'HEALTH', 'ENV', 'TRANSPORT', 'INFRA', 'CBRNE', 'OTHER'],
  urgency: ['IMMEDIATE', 'EXPECTED', 'FUTURE', 'PAST', 'UNKNOWN'],
  severity: ['EXTREME', 'SEVERE', 'MODERATE', 'MINOR', 'UNKNOWN'],
  certainty: ['OBSERVED', 'LIKELY', 'POSSIBLE', 'UNLIKELY', 'UNKNOWN'],
};
const MINUTES = [15, 60, 180, 360, 720, 1440, 4320];
/** How long nobody types before the preview is made anew, in milliseconds. */
const PAUSE = 300;

const blank = () => ({ status: 'EXERCISE', msgType: 'ALERT', category: 'MET', urgency: 'IMMEDIATE', severity: 'SEVERE', certainty: 'OBSERVED', minutes: 180,
  ...Object.fromEntries(['Vi', 'En'].flatMap((l) => TEXTS.map(([key]) => [key + l, '']))) });

class Emergencies extends Part {
  static properties = { list: { state: true }, problem: { state: true }, draft: { state: true }, seen: { state: true }, sure: { state: true },
    busy: { state: true }, refusal: { state: true }, done: { state: true }, portal: { state: true }, tall: { state: true } };
  #asked = 0;
  #pause = null;

  constructor() {
    super();
    this.draft = blank();
    this.seen = lang();
  }

  connectedCallback() {
    super.connectedCallback();
    this.every(2000, () => this.load());
    this.on(window, 'resize', () => this.fit());
    this.finally(() => clearTimeout(this.#pause));
    this.load();
    this.show();
  }

  async load() {
    try {
      this.list = (await get('emergencies')).emergencies;
      this.problem = null;
    } catch (e) {
      this.problem = e;
    }
  }

  write(changes, language) {
    this.draft = { ...this.draft, ...changes };
    this.done = null;
    if (language) this.seen = language;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.show(), PAUSE);
  }

  /** Asks the server for the page that portals would show. The newest answer wins. */
  async show() {
    if (!session.may('BROADCAST')) return;
    const turn = ++this.#asked;
    const d = this.draft;
    const filled = { ...d, eventVi: d.eventVi.trim() || '…', headlineVi: d.headlineVi.trim() || t('emergencies.headline'),
      ...(this.english() ? { eventEn: d.eventEn.trim() || '…', headlineEn: d.headlineEn.trim() || t('emergencies.headline') } : {}) };
    try {
      const page = await post('emergencies/preview', { language: this.seen, ...filled });
      if (turn === this.#asked) this.portal = page;
    } catch (problem) {
      if (turn === this.#asked) this.portal = { problem };
    }
  }

  english() {
    return TEXTS.some(([key]) => this.draft[`${key}En`].trim());
  }

  fit() {
    const height = this.querySelector('.phone iframe')?.contentDocument?.documentElement?.scrollHeight;
    if (height) this.tall = height;
  }

  async change(work) {
    this.busy = true;
    this.refusal = null;
    try {
      await work();
      this.sure = null;
      await this.load();
    } catch (problem) {
      this.refusal = problem;
    } finally {
      this.busy = false;
    }
  }

  ask = (e) => {
    e.preventDefault();
    this.change(async () => {
      await post('emergencies', this.draft);
      this.draft = blank();
      this.done = true;
      this.show();
    });
  };

  /** Fills the form with what ends, or takes the place of, one that is shown. */
  follow(e, msgType) {
    const of = (l, info) => Object.fromEntries(TEXTS.map(([key]) => [key + l, msgType === 'CANCEL' && key !== 'event' && key !== 'area' ? '' : info?.[key] ?? '']));
    this.write({ ...blank(), status: e.status, msgType, references: e.identifier, category: e.category, urgency: msgType === 'CANCEL' ? 'PAST' : e.urgency,
      severity: e.severity, certainty: e.certainty, minutes: msgType === 'CANCEL' ? 60 : 180, ...of('Vi', e.vi), ...of('En', e.en) });
    this.querySelector('#write')?.scrollIntoView({ block: 'start' });
    this.querySelector('[name=headlineVi]')?.focus({ preventScroll: true });
  }

  render() {
    const waiting = this.list?.filter((e) => e.stage === 'ASKED') ?? [];
    const others = this.list?.filter((e) => e.stage !== 'ASKED') ?? [];
    return html`<div class="page"><h1>${t('title.emergencies')}</h1><p class="muted">${t('emergencies.explained')}</p>
      ${waiting.length ? html`<section class="panel waiting" aria-labelledby="waiting"><div class="panel-head"><h2 id="waiting">${t('emergencies.waiting')}</h2></div>
        <ol class="published">${waiting.map((e) => this.one(e))}</ol></section>` : nothing}
      ${this.refusal ? refused(this.refusal) : nothing}
      ${session.may('BROADCAST') ? this.form() : session.current().signedIn ? html`<p class="muted">${t('emergencies.not.allowed')}</p>`
        : html`<p><a class="button" href="/sign-in?next=/emergencies">${t('emergencies.sign.in')}</a></p>`}
      <section class="panel" aria-labelledby="sent"><div class="panel-head"><h2 id="sent">${t('emergencies.sent')}</h2></div>
      ${this.problem ? refused(this.problem, () => this.load()) : !this.list ? loading() : others.length === 0 ? empty(t('emergencies.none'))
        : html`<ol class="published">${others.map((e) => this.one(e))}</ol>`}</section></div>`;
  }

  one(e) {
    const info = lang() === 'en' && e.en ? e.en : e.vi;
    const own = session.current().user === e.askedBy;
    return html`<li><div class="published-text">
        <p class="stage ${e.inForce ? 'SHOWN' : e.stage}">${t(e.inForce ? 'emergencies.in.force' : `emergencies.stage.${e.stage}`)} · ${t(`emergencies.status.${e.status}`)} · ${t(`emergencies.type.${e.msgType}`)}</p>
        <h3>${info.headline}</h3>${info.area ? html`<p>${info.area}</p>` : nothing}<p>${info.description}</p>${info.instruction ? html`<p><strong>${info.instruction}</strong></p>` : nothing}
        <p>${['category', 'severity', 'urgency', 'certainty'].map((k) => t(`emergencies.${k}.${e[k]}`)).join(' · ')}</p>
        <p class="muted">${t('emergencies.asked.by', e.askedBy, dateTime(e.askedAt))}${e.confirmedBy ? ` · ${t('emergencies.confirmed.by', e.confirmedBy, dateTime(e.sent))}` : ''}${e.withdrawnBy ? ` · ${t('emergencies.withdrawn.by', e.withdrawnBy)}` : ''}
          · ${e.stage === 'ASKED' ? t('emergencies.confirm.before', dateTime(e.confirmBefore)) : t('emergencies.expires', dateTime(e.expires))}</p>
        ${session.may('BROADCAST') ? this.actions(e, own) : nothing}</div>
      ${e.inForce ? html`<div class="reach"><span class="number"><b>${number(e.shownOn)}</b> / ${number(e.of)}</span><span class="muted">${t('announcements.shown')}</span>
        ${e.of > 0 ? html`<meter min="0" max=${e.of} value=${e.shownOn} aria-label=${t('announcements.shown')}></meter>` : nothing}</div>` : nothing}</li>`;
  }

  actions(e, own) {
    const path = `emergencies/${encodeURIComponent(e.identifier)}`;
    if (e.stage === 'ASKED') {
      return html`<p class="buttons">${own ? html`<span class="muted">${t('emergencies.own')}</span>` : this.sure === e.identifier
        ? html`<strong>${t(e.status === 'EXERCISE' ? 'emergencies.sure.drill' : 'emergencies.sure')}</strong><button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.change(() => post(`${path}/confirm`))}>${t('emergencies.send.now')}</button>
          <button type="button" @click=${() => { this.sure = null; }}>${t('cancel')}</button>`
        : html`<button type="button" class="primary" @click=${() => { this.sure = e.identifier; }}>${t('emergencies.confirm')}</button>`}
        <button type="button" ?disabled=${this.busy} @click=${() => this.change(() => del(path))}>${t('emergencies.withdraw')}</button></p>`;
    }
    return e.inForce && e.msgType !== 'CANCEL' ? html`<p class="buttons"><button type="button" @click=${() => this.follow(e, 'UPDATE')}>${t('emergencies.update')}</button>
      <button type="button" @click=${() => this.follow(e, 'CANCEL')}>${t('emergencies.all.clear')}</button></p>` : nothing;
  }

  form() {
    const d = this.draft;
    return html`<section class="panel" aria-labelledby="write"><div class="panel-head"><h2 id="write">${t(d.msgType === 'ALERT' ? 'emergencies.new' : `emergencies.new.${d.msgType}`)}</h2></div>
      <div class="compose"><form @submit=${this.ask}>
        <div class="segments" role="group" aria-label="${t('emergencies.status')}">${['EXERCISE', 'ACTUAL'].map((s) => html`<button type="button"
          aria-pressed=${d.status === s ? 'true' : 'false'} @click=${() => this.write({ status: s })}>${t(`emergencies.status.${s}`)}</button>`)}</div>
        <fieldset lang="vi"><legend>Tiếng Việt</legend>${TEXTS.map((x) => this.field(x, 'Vi'))}</fieldset>
        <fieldset lang="en"><legend>English</legend>${TEXTS.map((x) => this.field(x, 'En'))}</fieldset>
        <div class="two">${Object.entries(CHOICES).map(([key, all]) => html`<label>${t(`emergencies.${key}`)}<select name=${key} @change=${(e) => this.write({ [key]: e.target.value })}>
          ${all.map((one) => html`<option value=${one} ?selected=${d[key] === one}>${t(`emergencies.${key}.${one}`)}</option>`)}</select></label>`)}
        <label>${t('emergencies.minutes')}<select name="minutes" @change=${(e) => this.write({ minutes: Number(e.target.value) })}>
          ${MINUTES.map((m) => html`<option value=${m} ?selected=${d.minutes === m}>${m < 60 ? t('emergencies.minutes.of', number(m)) : t('emergencies.hours.of', number(m / 60))}</option>`)}</select></label></div>
        ${this.done ? html`<p class="notice done" role="status">${t('emergencies.done')}</p>` : nothing}
        <p class="buttons"><button type="submit" class="primary" ?disabled=${this.busy}>${t('emergencies.ask')}</button>
          ${d.msgType === 'ALERT' ? nothing : html`<button type="button" @click=${() => { this.write(blank()); delete this.draft.references; }}>${t('cancel')}</button>`}</p>
        <p class="muted">${t('emergencies.two')}</p></form>${this.preview()}</div></section>`;
  }

  field([key, max, long], language) {
    const name = key + language;
    const value = this.draft[name];
    const needed = (language === 'Vi' || this.english()) && (key === 'event' || key === 'headline');
    const code = language === 'En' ? 'en' : 'vi';
    const input = (e) => this.write({ [name]: e.target.value }, code);
    return html`<label>${t(`emergencies.${key}`)} <span class="used muted number">${number(value.length)}/${number(max)}</span>${long
      ? html`<textarea name=${name} rows="3" maxlength=${max} .value=${value} @input=${input}></textarea>`
      : html`<input name=${name} maxlength=${max} ?required=${needed} autocomplete="off" .value=${value} @input=${input}>`}</label>`;
  }

  preview() {
    const see = (l) => { this.seen = l; this.show(); };
    return html`<section class="preview" aria-labelledby="preview"><div class="preview-head"><h3 id="preview">${t('announcements.preview')}</h3>
        <div class="segments" role="group" aria-label="${t('announcements.preview.language')}">${['vi', 'en'].map((l) => html`<button type="button" lang=${l}
          aria-pressed=${this.seen === l ? 'true' : 'false'} @click=${() => see(l)}>${l.toUpperCase()}</button>`)}</div></div>
      <div class="phone" tabindex="0" role="group" aria-labelledby="preview">${!this.portal ? loading()
        : this.portal.problem ? refused(this.portal.problem, () => this.show()) : keyed(this.portal, html`<iframe inert sandbox="allow-same-origin"
          title=${t('announcements.preview')} srcdoc=${this.portal.html} height=${this.tall ?? 0} @load=${() => this.fit()}></iframe>`)}</div></section>`;
  }
}

customElements.define('tram-emergencies', Emergencies);
