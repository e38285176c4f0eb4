// <tram-set-up>: the first minutes of a controller: province and administrator.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { get, post } from '../api.js';
import * as session from '../session.js';
import { query, go } from '../router.js';
import { loading, refused, empty } from '../parts/notice.js';

const SHORTEST = 10;

class SetUp extends Part {
  static properties = { provinces: { state: true }, busy: { state: true }, problem: { state: true }, mismatch: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.token = query('token');
    this.load();
  }

  async load() {
    this.problem = null;
    try {
      const answer = await get('provinces');
      this.provinces = answer.provinces;
    } catch (e) {
      this.problem = e;
    }
  }

  render() {
    if (!session.current().setUp) {
      return html`<div class="page narrow"><h1>${t('title.set-up')}</h1>${empty(t('set-up.done'), html`<p><a href="/sign-in">${t('sign.in')}</a></p>`)}</div>`;
    }
    return html`<div class="page narrow"><h1>${t('title.set-up')}</h1><p class="muted">${t('set-up.lead')}</p>
      ${this.token ? this.form() : html`<p class="notice refused" role="alert">${t('set-up.no.token')}</p>`}</div>`;
  }

  form() {
    if (!this.provinces) return this.problem ? refused(this.problem, () => this.load()) : loading();
    return html`<form class="panel panel-body stack" @submit=${this.finish}>
      <label>${t('set-up.province')}<select name="province" required>${this.provinces.map((p) => html`<option value=${p.code}>${p.name}</option>`)}</select></label>
      <label>${t('set-up.user')}<input name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64"></label>
      <label>${t('set-up.password')}<input name="password" type="password" autocomplete="new-password" required minlength=${SHORTEST} maxlength="256"></label>
      <p class="muted">${t('set-up.password.rule', SHORTEST)}</p>
      <label>${t('set-up.password.again')}<input name="again" type="password" autocomplete="new-password" required maxlength="256"></label>
      ${this.mismatch ? html`<p class="error" role="alert">${t('set-up.mismatch')}</p>` : nothing}
      ${this.problem ? refused(this.problem) : nothing}
      <p class="muted">${t('set-up.authority')}</p>
      <button type="submit" class="primary" ?disabled=${this.busy}>${t('set-up.finish')}</button></form>`;
  }

  finish = async (e) => {
    e.preventDefault();
    const form = new FormData(e.target);
    this.mismatch = form.get('password') !== form.get('again');
    if (this.mismatch) return;
    this.busy = true;
    this.problem = null;
    try {
      // signs the new administrator in
      await post('set-up', { token: this.token, user: form.get('user'), password: form.get('password'), province: form.get('province') });
      await session.load();
      go('/');
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  };
}

customElements.define('tram-set-up', SetUp);
