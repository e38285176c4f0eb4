// <tram-announcements>: what captive portals show: written, looked at as a telephone shows it, published, followed.
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part } from '../parts/part.js';
import { t, lang } from '../i18n.js';
import { dateTime, number } from '../format.js';
import { get, post } from '../api.js';
import * as session from '../session.js';
import { loading, refused, empty } from '../parts/notice.js';

/** The limits that the server keeps. */
const MAX_TITLE = 120;
const MAX_BODY = 4000;
/** How long nobody types before the preview is made anew, in milliseconds. */
const PAUSE = 300;
const FIELDS = ['titleVi', 'bodyVi', 'titleEn', 'bodyEn'];

class Announcements extends Part {
  static properties = { list: { state: true }, problem: { state: true }, draft: { state: true }, seen: { state: true }, sure: { state: true },
    busy: { state: true }, refusal: { state: true }, done: { state: true }, portal: { state: true }, tall: { state: true } };
  #asked = 0;
  #pause = null;

  constructor() {
    super();
    this.draft = Object.fromEntries(FIELDS.map((f) => [f, '']));
    this.seen = lang();
  }

  connectedCallback() {
    super.connectedCallback();
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
      this.done = await post('announcements', this.draft);
      this.draft = Object.fromEntries(FIELDS.map((f) => [f, '']));
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
    return html`<section class="panel" aria-labelledby="compose"><div class="panel-head"><h2 id="compose">${t('announcements.new')}</h2></div>
      <div class="compose">
        <form @submit=${this.publish}>
          <fieldset lang="vi"><legend>Tiếng Việt</legend>${this.field('titleVi', MAX_TITLE, true)}${this.field('bodyVi', MAX_BODY, true)}</fieldset>
          <fieldset lang="en"><legend>English</legend>${this.field('titleEn', MAX_TITLE, false)}${this.field('bodyEn', MAX_BODY, false)}</fieldset>
          ${this.refusal ? refused(this.refusal) : nothing}
          ${this.done ? html`<p class="notice done" role="status">${t('announcements.done', number(this.done.revision))}</p>` : nothing}
          ${this.sure ? html`<div class="publish-sure"><p><strong>${t('announcements.sure')}</strong></p>
              <button type="submit" class="primary" ?disabled=${this.busy}>${t('announcements.publish.now')}</button>
              <button type="button" @click=${() => { this.sure = false; }}>${t('cancel')}</button></div>`
            : html`<p><button type="submit" class="primary">${t('announcements.publish')}</button></p>`}
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
    return html`<section class="panel" aria-labelledby="published"><div class="panel-head"><h2 id="published">${t('announcements.published')}</h2></div>
      ${this.problem ? refused(this.problem, () => this.load()) : !this.list ? loading() : this.list.length === 0 ? empty(t('announcements.none'))
        : html`<ol class="published">${this.list.map((a, i) => this.one(a, i === 0))}</ol>`}</section>`;
  }

  one(a, newest) {
    const english = lang() === 'en' && a.titleEn;
    const shown = newest && a.of > 0;
    return html`<li><div class="published-text"><h3>${english ? a.titleEn : a.titleVi}</h3><p>${english ? a.bodyEn : a.bodyVi}</p>
        <p class="muted">${t('announcements.by', number(a.revision), a.publishedBy, dateTime(a.publishedAt))}</p></div>
      <div class="reach"><span class="number"><b>${number(a.shownOn)}</b> / ${number(a.of)}</span><span class="muted">${t('announcements.shown')}</span>
        ${shown ? html`<meter min="0" max=${a.of} value=${a.shownOn} aria-label=${t('announcements.shown')}></meter>` : nothing}</div></li>`;
  }
}

customElements.define('tram-announcements', Announcements);
