// <tram-sign-in>
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import * as session from '../session.js';
import { query, go } from '../router.js';
import { refused } from '../parts/notice.js';

/** Only an address of ours, so that a link to the sign-in cannot lead elsewhere. */
function next() {
  const asked = query('next');
  return /^\/(?![/\\])/.test(asked) && !asked.startsWith('/sign-in') ? asked : '/';
}

class SignIn extends Part {
  static properties = { busy: { state: true }, problem: { state: true } };

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  render() {
    const { signedIn, user, setUp } = session.current();
    return html`<div class="page narrow"><h1>${t('title.sign-in')}</h1>
      ${setUp ? html`<p class="notice done">${t('sign.set.up')}</p>` : nothing}
      ${signedIn ? html`<p>${t('sign.already', user)} <a href=${next()}>${t('sign.continue')}</a></p>` : html`
      <form class="panel panel-body stack" @submit=${this.enter}>
        <label>${t('sign.user')}<input name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64"></label>
        <label>${t('sign.password')}<input name="password" type="password" autocomplete="current-password" required maxlength="256"></label>
        ${this.problem ? refused(this.problem) : nothing}
        <button type="submit" class="primary" ?disabled=${this.busy}>${t('sign.in')}</button>
      </form>`}
      ${session.may('READ') && !signedIn ? html`<p><a href="/">${t('sign.read')}</a></p>` : nothing}</div>`;
  }

  enter = async (e) => {
    e.preventDefault();
    const form = new FormData(e.target);
    this.busy = true;
    this.problem = null;
    try {
      await session.signIn(form.get('user'), form.get('password'));
      go(next());
    } catch (problem) {
      this.problem = problem;
      this.querySelector('[name=password]').value = '';
      this.querySelector('[name=password]').focus();
    } finally {
      this.busy = false;
    }
  };
}

customElements.define('tram-sign-in', SignIn);
