// <tram-users>: who may do what, and who did what.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { dateTime, dateTimeSeconds, plain } from '../format.js';
import { get, post } from '../api.js';
import * as session from '../session.js';
import { loading, refused, empty } from '../parts/notice.js';

const ROLES = ['VIEWER', 'OPERATOR', 'ENGINEER', 'PUBLISHER', 'ADMINISTRATOR'];
const SHORTEST = 10;

class Users extends Part {
  static properties = { users: { state: true }, audit: { state: true }, problem: { state: true }, refusal: { state: true }, busy: { state: true },
    done: { state: true }, search: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.search = '';
    this.load();
  }

  async load() {
    if (!session.may('ADMINISTER')) return;
    this.problem = null;
    try {
      const [users, audit] = await Promise.all([get('users'), get('audit?limit=500')]);
      this.users = users.users;
      this.audit = audit.entries;
    } catch (e) {
      this.problem = e;
    }
  }

  render() {
    return html`<div class="page"><h1>${t('title.users')}</h1>${!session.may('ADMINISTER') ? empty(t('users.not.allowed'))
      : this.problem ? refused(this.problem, () => this.load()) : !this.users ? loading()
        : html`<div class="users-grid">${this.list()}${this.form()}</div>${this.log()}`}</div>`;
  }

  list() {
    return html`<section class="panel" aria-labelledby="users"><div class="panel-head"><h2 id="users">${t('users.list')}</h2></div>
      <div class="wide" tabindex="0" role="group" aria-labelledby="users"><table><thead><tr><th scope="col">${t('sign.user')}</th><th scope="col">${t('users.role')}</th><th scope="col">${t('users.created')}</th></tr></thead>
        <tbody>${this.users.map((u) => html`<tr><td><strong>${u.name}</strong></td><td>${t(`role.${u.role}`)}</td>
          <td class="nowrap">${dateTime(u.createdAt)}</td></tr>`)}</tbody></table></div></section>`;
  }

  form() {
    return html`<section class="panel" aria-labelledby="add"><div class="panel-head"><h2 id="add">${t('users.add')}</h2></div>
      <form class="panel-body stack" @submit=${this.add}>
        <label>${t('sign.user')}<input name="name" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="64"></label>
        <label>${t('users.role')}<select name="role">${ROLES.map((r) => html`<option value=${r}>${t(`role.${r}`)}</option>`)}</select></label>
        <label>${t('sign.password')}<input name="password" type="password" autocomplete="new-password" minlength=${SHORTEST} maxlength="256"></label>
        <p class="muted">${t('users.password.rule', SHORTEST)}</p>
        ${this.refusal ? refused(this.refusal) : nothing}
        ${this.done ? html`<div class="notice done" role="status"><p>${t('users.added', this.done.name)}</p>
          ${this.done.password ? html`<p>${t('users.password.made')} <code>${this.done.password}</code></p>` : nothing}</div>` : nothing}
        <button type="submit" class="primary" ?disabled=${this.busy}>${t('users.add')}</button></form></section>`;
  }

  add = async (e) => {
    e.preventDefault();
    const form = e.target;
    const data = new FormData(form);
    this.busy = true;
    this.refusal = null;
    this.done = null;
    try {
      const password = data.get('password');
      this.done = await post('users', { name: data.get('name'), role: data.get('role'), ...(password ? { password } : {}) });
      form.reset();
      await this.load();
    } catch (problem) {
      this.refusal = problem;
    } finally {
      this.busy = false;
    }
  };

  log() {
    const words = plain(this.search).split(/\s+/).filter(Boolean);
    const found = (this.audit ?? []).filter((a) => words.every((w) => plain(`${a.actor} ${a.from} ${t(`audit.${a.action}`)} ${a.subject} ${a.before} ${a.after}`).includes(w)));
    return html`<section class="panel values" aria-labelledby="audit"><div class="panel-head"><h2 id="audit">${t('audit.title')}</h2>
        <label class="search"><span class="unseen">${t('audit.search')}</span><input type="search" autocomplete="off" placeholder=${t('audit.search')} .value=${this.search}
          @input=${(e) => { this.search = e.target.value; }}></label></div>
      ${found.length === 0 ? empty(t('audit.none')) : html`<div class="wide" tabindex="0" role="group" aria-labelledby="audit"><table><thead><tr><th scope="col">${t('audit.at')}</th><th scope="col">${t('audit.actor')}</th>
        <th scope="col">${t('audit.from')}</th><th scope="col">${t('audit.action')}</th><th scope="col">${t('audit.subject')}</th><th scope="col">${t('audit.change')}</th></tr></thead>
        <tbody>${found.map((a) => html`<tr><td class="nowrap">${dateTimeSeconds(a.at)}</td><td>${a.actor}</td><td class="mono">${a.from}</td><td>${t(`audit.${a.action}`)}</td>
          <td>${a.subject}</td><td>${a.before ? html`${a.before} → ` : nothing}${a.after}</td></tr>`)}</tbody></table></div>`}</section>`;
  }
}

customElements.define('tram-users', Users);
