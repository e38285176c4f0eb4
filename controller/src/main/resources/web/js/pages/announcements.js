// <tram-announcements>: what captive portals show: written, looked at as a telephone shows it, published, ordered, followed.
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part } from '../parts/part.js';
import { t, lang } from '../i18n.js';
import { dateTime, number } from '../format.js';
import { del, get, post } from '../api.js';
import { live } from '../live.js';
import * as session from '../session.js';
import { loading, refused, empty } from '../parts/notice.js';
import { SCHEDULE, moment, schedule, scheduleOf, showing } from '../parts/showing.js';
import { targetName, targets } from '../parts/targets.js';

/** The limits that the server keeps. */
const MAX_TITLE = 120;
const MAX_BODY = 4000;
/** How long nobody types before the preview is made anew, in milliseconds. */
const PAUSE = 300;
const FIELDS = ['titleVi', 'bodyVi', 'titleEn', 'bodyEn'];

class Announcements extends Part {
  static properties = { list: { state: true }, problem: { state: true }, draft: { state: true }, seen: { state: true }, sure: { state: true },
    busy: { state: true }, refusal: { state: true }, done: { state: true }, portal: { state: true }, tall: { state: true },
    editing: { state: true }, retiring: { state: true }, portals: { state: true }, search: { state: true } };
  #asked = 0;
  #pause = null;

  constructor() {
    super();
    this.draft = this.blank();
    this.search = '';
    this.seen = lang();
  }

  blank() {
    return { ...Object.fromEntries(FIELDS.map((f) => [f, ''])), ...SCHEDULE, targets: [] };
  }

  connectedCallback() {
    super.connectedCallback();
    this.followLive();
    this.every(5000, () => this.load());
    this.on(window, 'resize', () => this.fit());
    this.finally(() => clearTimeout(this.#pause));
    this.load();
    this.show();
  }

  async load() {
    try {
      const answer = await get('announcements');
      this.list = answer.announcements;
      if (this.portals) this.portals = (await get('announcements/portals')).portals;
      this.problem = null;
    } catch (e) {
      this.problem = e;
    }
  }

  write(field, value) {
    this.draft = { ...this.draft, [field]: value };
    this.sure = false;
    this.done = null;
    this.seen = field.endsWith('En') ? 'en' : 'vi';
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.show(), PAUSE);
  }

  /** What is no text, and so changes nothing in the preview. */
  plan(changes) {
    this.draft = { ...this.draft, ...changes };
    this.sure = false;
    this.done = null;
  }

  edit(a) {
    this.editing = a.id;
    this.draft = { ...Object.fromEntries(FIELDS.map((f) => [f, a[f]])), ...scheduleOf(a), targets: a.targets };
    this.refusal = this.done = null;
    this.sure = false;
    this.show();
    this.querySelector('#compose')?.scrollIntoView({ block: 'start' });
    this.querySelector('[name=titleVi]')?.focus({ preventScroll: true });
  }

  stop() {
    this.editing = null;
    this.draft = this.blank();
    this.refusal = null;
    this.sure = false;
    this.show();
  }

  async change(work) {
    this.busy = true;
    this.refusal = null;
    try {
      await work();
      await this.load();
    } catch (problem) {
      this.refusal = problem;
    } finally {
      this.busy = false;
      this.retiring = null;
    }
  }

  see(language) {
    if (this.seen === language) return;
    this.seen = language;
    this.show();
  }

  /** Asks the server for the page that portals would show. The newest answer wins. */
  async show() {
    if (!session.may('PUBLISH')) return;
    const turn = ++this.#asked;
    try {
      const page = await post('announcements/preview', { language: this.seen, ...this.complete() });
      if (turn === this.#asked) this.portal = page;
    } catch (problem) {
      if (turn === this.#asked) this.portal = { problem };
    }
  }

  /** The draft with something in the place of what is still to be written. */
  complete() {
    const d = this.draft;
    const any = FIELDS.some((f) => d[f].trim());
    const english = d.titleEn.trim() || d.bodyEn.trim();
    return any ? {
      titleVi: d.titleVi.trim() ? d.titleVi : t('announcements.title.none'), bodyVi: d.bodyVi,
      titleEn: english && !d.titleEn.trim() ? t('announcements.title.none') : d.titleEn, bodyEn: d.bodyEn,
    } : {};
  }

  /** The frame is as tall as the page in it; its box scrolls. */
  fit() {
    const height = this.querySelector('.phone iframe')?.contentDocument?.documentElement?.scrollHeight;
    if (height) this.tall = height;
  }

  publish = async (e) => {
    e.preventDefault();
    if (!this.sure) {
      this.sure = true;
      await this.updateComplete;
      this.querySelector('.publish-sure button')?.focus();
      return;
    }
    this.busy = true;
    this.refusal = null;
    try {
      const what = { ...Object.fromEntries(FIELDS.map((f) => [f, this.draft[f]])), ...schedule(this.draft), targets: this.draft.targets };
      this.done = await post(this.editing ? `announcements/${encodeURIComponent(this.editing)}` : 'announcements', what);
      this.draft = this.blank();
      this.editing = null;
      await this.load();
      this.show();
    } catch (problem) {
      this.refusal = problem;
    } finally {
      this.busy = false;
      this.sure = false;
    }
  };

  render() {
    return html`<div class="page"><h1>${t('title.announcements')}</h1>
      <p class="muted">${t('announcements.explained')}</p>
      ${session.may('PUBLISH') ? this.compose() : session.current().signedIn ? html`<p class="muted">${t('announcements.not.allowed')}</p>`
        : html`<p><a class="button" href="/sign-in?next=/announcements">${t('announcements.sign.in')}</a></p>`}
      ${this.published()}</div>`;
  }

  compose() {
    return html`<section class="panel" aria-labelledby="compose"><div class="panel-head"><h2 id="compose">${t(this.editing ? 'announcements.edit' : 'announcements.new')}</h2></div>
      <div class="compose">
        <form @submit=${this.publish}>
          <fieldset lang="vi"><legend>Tiếng Việt</legend>${this.field('titleVi', MAX_TITLE, true)}${this.field('bodyVi', MAX_BODY, true)}</fieldset>
          <fieldset lang="en"><legend>English</legend>${this.field('titleEn', MAX_TITLE, false)}${this.field('bodyEn', MAX_BODY, false)}</fieldset>
          <p class="muted">${t('announcements.marks')}</p>
          ${showing(this.draft, (changes) => this.plan(changes))}
          ${targets(this.draft.targets, this.search, (changes) => this.plan(changes), (text) => { this.search = text; })}
          ${this.refusal ? refused(this.refusal) : nothing}
          ${this.done ? html`<p class="notice done" role="status">${t('announcements.done', number(this.done.revision))}</p>` : nothing}
          ${this.sure ? html`<div class="publish-sure"><p><strong>${this.draft.targets.length ? t('announcements.sure.some', this.draft.targets.map(targetName).join(', ')) : t('announcements.sure')}</strong></p>
              <button type="submit" class="primary" ?disabled=${this.busy}>${t('announcements.publish.now')}</button>
              <button type="button" @click=${() => { this.sure = false; }}>${t('cancel')}</button></div>`
            : html`<p class="buttons"><button type="submit" class="primary">${t('announcements.publish')}</button>
              ${this.editing ? html`<button type="button" @click=${() => this.stop()}>${t('cancel')}</button>` : nothing}</p>`}
        </form>
        ${this.preview()}
      </div></section>`;
  }

  field(name, max, required) {
    const value = this.draft[name];
    const long = name.startsWith('body');
    const label = html`${t(`announcements.${long ? 'body' : 'title'}`)} <span class="used muted number">${number(value.length)}/${number(max)}</span>`;
    const input = (e) => this.write(name, e.target.value);
    const focus = () => this.see(name.endsWith('En') ? 'en' : 'vi');
    return html`<label>${label}${long
      ? html`<textarea name=${name} rows="5" maxlength=${max} ?required=${required} .value=${value} @input=${input} @focus=${focus}></textarea>`
      : html`<input name=${name} maxlength=${max} ?required=${required} autocomplete="off" .value=${value} @input=${input} @focus=${focus}>`}</label>`;
  }

  preview() {
    return html`<section class="preview" aria-labelledby="preview"><div class="preview-head"><h3 id="preview">${t('announcements.preview')}</h3>
        <div class="segments" role="group" aria-label="${t('announcements.preview.language')}">${['vi', 'en'].map((l) => html`<button type="button" lang=${l}
          aria-pressed=${this.seen === l ? 'true' : 'false'} @click=${() => this.see(l)}>${l.toUpperCase()}</button>`)}</div></div>
      <div class="phone" tabindex="0" role="group" aria-labelledby="preview">${!this.portal ? loading()
        : this.portal.problem ? refused(this.portal.problem, () => this.show()) : keyed(this.portal, html`<iframe inert sandbox="allow-same-origin"
          title=${t('announcements.preview')} srcdoc=${this.portal.html} height=${this.tall ?? 0} @load=${() => this.fit()}></iframe>`)}</div>
      <p class="muted">${t('announcements.preview.note')}</p></section>`;
  }

  published() {
    const used = this.list?.filter((a) => a.stage !== 'RETIRED') ?? [];
    const retired = this.list?.filter((a) => a.stage === 'RETIRED') ?? [];
    return html`<section class="panel" aria-labelledby="published"><div class="panel-head"><h2 id="published">${t('announcements.published')}</h2></div>
      ${this.problem ? refused(this.problem, () => this.load()) : !this.list ? loading() : used.length === 0 ? empty(t('announcements.none'))
        : html`<ol class="published">${used.map((a, i) => this.one(a, i, used.length))}</ol>`}</section>
      ${retired.length === 0 ? nothing : html`<details class="panel"><summary class="panel-head"><h2>${t('announcements.retired', number(retired.length))}</h2></summary>
        <ol class="published">${retired.map((a) => this.one(a, -1, 0))}</ol></details>`}
      ${this.versions()}`;
  }

  one(a, place, count) {
    const english = lang() === 'en' && a.titleEn;
    const hours = moment(a);
    return html`<li><div class="published-text"><p class="stage ${a.stage}">${t(`announcements.stage.${a.stage}`)}</p>
        <h3>${english ? a.titleEn : a.titleVi}</h3><p>${english ? a.bodyEn : a.bodyVi}</p>
        ${hours ? html`<p>${hours}</p>` : nothing}
        <p>${a.targets.length ? t('announcements.for', a.targets.map(targetName).join(', ')) : t('announcements.for.all')}</p>
        <p class="muted">${a.retiredAt ? t('announcements.retired.by', a.retiredBy, dateTime(a.retiredAt)) : t('announcements.by', number(a.revision), a.publishedBy, dateTime(a.publishedAt))}</p>
        ${place >= 0 && session.may('PUBLISH') ? this.actions(a, place, count) : nothing}</div>
      ${a.stage !== 'SHOWN' ? nothing : html`<div class="reach"><span class="number"><b>${number(a.shownOn)}</b> / ${number(a.of)}</span><span class="muted">${t('announcements.shown')}</span>
        ${a.of > 0 ? html`<meter min="0" max=${a.of} value=${a.shownOn} aria-label=${t('announcements.shown')}></meter>` : nothing}</div>`}</li>`;
  }

  actions(a, place, count) {
    const path = `announcements/${encodeURIComponent(a.id)}`;
    const move = (to) => this.change(() => post(`${path}/move`, { place: to }));
    if (this.retiring === a.id) {
      return html`<p class="buttons"><strong>${t('announcements.retire.sure')}</strong>
        <button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.change(() => del(path))}>${t('announcements.retire.now')}</button>
        <button type="button" @click=${() => { this.retiring = null; }}>${t('cancel')}</button></p>`;
    }
    const button = (key, work, off) => html`<button type="button" aria-label="${t(`announcements.${key}`)}: ${a.titleVi}" ?disabled=${this.busy || off} @click=${work}>${t(`announcements.${key}`)}</button>`;
    return html`<p class="buttons">${button('change', () => this.edit(a), false)}${button('up', () => move(place - 1), place === 0)}
      ${button('down', () => move(place + 1), place === count - 1)}${button('retire', () => { this.retiring = a.id; }, false)}</p>`;
  }

  /** What every hotspot says that it shows; those that lag first. */
  versions() {
    const order = ['ERROR', 'MODIFIED', 'NONE', 'APPLIED'];
    const rows = [...(this.portals ?? [])].sort((a, b) => order.indexOf(a.conformity) - order.indexOf(b.conformity) || a.name.localeCompare(b.name, 'vi'));
    const open = async (e) => {
      this.portals = e.target.open ? this.portals ?? [] : null;
      if (e.target.open) await this.load();
    };
    return html`<details class="panel" @toggle=${open}><summary class="panel-head"><h2>${t('announcements.versions')}</h2></summary>
      <div class="scroll" tabindex="0" role="group" aria-label=${t('announcements.versions')}><table class="versions"><thead><tr><th scope="col">${t('announcements.hotspot')}</th>
        <th scope="col">${t('announcements.shows')}</th><th scope="col">${t('announcements.should')}</th><th scope="col">${t('announcements.state')}</th></tr></thead>
      <tbody>${rows.map((p) => html`<tr><th scope="row"><a href="/node/${encodeURIComponent(p.endpoint)}">${p.name}</a></th>
        <td class="number">${p.shown || '–'}</td><td class="number">${p.desired || '–'}</td>
        <td>${t(`announcements.portal.${p.conformity}`)}${p.online === false ? ` · ${t('announcements.away')}` : ''}${p.error ? html`<br><span class="muted">${p.error}</span>` : nothing}</td></tr>`)}</tbody></table></div></details>`;
  }
}

customElements.define('tram-announcements', Announcements);
