// <tram-faults>: cuts the fibres of the demo's simulated province, and mends them.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { plain } from '../format.js';
import { get, post, del } from '../api.js';
import * as session from '../session.js';

const KINDS = ['FIBRE', 'POWER', 'RADIO'];
const SHOWN = 60;

class Faults extends Part {
  static properties = {
    open: { state: true }, kind: { state: true }, search: { state: true }, target: { state: true }, data: { state: true },
    busy: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.kind = 'FIBRE';
    this.search = '';
    this.data = { targets: [], active: [] };
  }

  connectedCallback() {
    super.connectedCallback();
    this.on(document, 'click', (e) => { if (this.open && !e.composedPath().includes(this)) this.open = false; });
    this.every(5000, () => this.load());
    this.load();
  }

  async load() {
    try {
      this.data = await get('demo/faults');
      this.problem = null;
    } catch (e) {
      if (this.open) this.problem = e;
    }
  }

  async change(work) {
    this.busy = true;
    this.problem = null;
    try {
      await work();
      await this.load();
    } catch (e) {
      this.problem = e;
    } finally {
      this.busy = false;
    }
  }

  found() {
    const words = plain(this.search).split(/\s+/).filter(Boolean);
    return this.data.targets.filter((x) => x.kind === this.kind && words.every((w) => plain(`${x.name} ${x.id}`).includes(w)));
  }

  render() {
    const { active } = this.data;
    return html`<button type="button" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="faults"
        @click=${() => { this.open = !this.open; if (this.open) this.load(); }}>${t('faults.menu')}${active.length
          ? html` <span class="count">${active.length}</span>` : nothing}</button>
      <div class="faults" id="faults" role="group" aria-label="${t('faults.title')}" ?hidden=${!this.open}
        @keydown=${(e) => { if (e.key === 'Escape') { this.open = false; this.querySelector('button').focus(); } }}>
        ${this.open ? this.body() : nothing}
      </div>`;
  }

  body() {
    return html`<h3>${t('faults.title')}</h3>
      <p class="muted">${t('faults.explained')}</p>
      ${session.may('INJECT_FAULTS') ? this.form()
        : html`<p><a class="button" href="/sign-in?next=/">${t('faults.sign.in')}</a></p>`}
      ${this.problem ? html`<p class="error" role="alert">${this.problem.message}</p>` : nothing}
      ${this.active()}`;
  }

  form() {
    const found = this.found();
    const chosen = found.some((x) => x.id === this.target) ? this.target : found[0]?.id;
    return html`<form @submit=${(e) => { e.preventDefault(); if (chosen) this.change(() => post('demo/faults', { kind: this.kind, target: chosen })); }}>
      <div class="segments" role="group" aria-label="${t('faults.kind')}">${KINDS.map((k) => html`
        <button type="button" aria-pressed=${this.kind === k ? 'true' : 'false'}
          @click=${() => { this.kind = k; this.search = ''; }}>${t(`fault.${k}`)}</button>`)}</div>
      <label>${t('faults.search')}
        <input type="search" autocomplete="off" .value=${this.search} @input=${(e) => { this.search = e.target.value; }}></label>
      <label>${t(`faults.target.${this.kind}`)}
        <select size="5" @change=${(e) => { this.target = e.target.value; }}>${found.slice(0, SHOWN).map((x) => html`
          <option value=${x.id} ?selected=${x.id === chosen}>${x.name}</option>`)}</select></label>
      ${found.length > SHOWN ? html`<p class="muted">${t('faults.more', found.length - SHOWN)}</p>` : nothing}
      <button type="submit" class="primary danger" ?disabled=${this.busy || !chosen}>${t(`fault.cut.${this.kind}`)}</button>
    </form>`;
  }

  active() {
    const { active } = this.data;
    return html`<h4>${t('faults.active')}</h4>${active.length === 0 ? html`<p class="muted">${t('faults.none')}</p>` : html`
      <ul class="active">${active.map((f) => html`<li>
        <span><strong>${f.name || f.target}</strong> <span class="muted">${t(`fault.${f.kind}`)} · <tram-age at=${f.since} span></tram-age></span></span>
        ${session.may('INJECT_FAULTS') ? html`<button type="button" ?disabled=${this.busy} aria-label="${t('faults.mend.one', f.name || f.target)}"
          @click=${() => this.change(() => del(`demo/faults/${encodeURIComponent(f.id)}`))}>${t('faults.mend')}</button>` : nothing}
      </li>`)}</ul>`}`;
  }
}

customElements.define('tram-faults', Faults);
