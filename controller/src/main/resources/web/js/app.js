// Starts the page: messages and session first, then the frame and the page that the address names.
import { html, nothing } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { Part } from './parts/part.js';
import './parts/age.js';
import './parts/header.js';
import { loadMessages, setLang, lang, t } from './i18n.js';
import * as session from './session.js';
import { live } from './live.js';
import { changed as routeChanged, route, go, query } from './router.js';
import { loading, refused } from './parts/notice.js';

class App extends Part {
  static properties = { at: { state: true }, problem: { state: true }, ready: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.on(routeChanged, 'change', () => this.show(true));
    this.on(session.changed, 'change', () => this.ready && this.admit());
    this.on(live, 'refused', () => this.ready && this.recheck());
    this.begin();
  }

  async begin() {
    this.problem = null;
    try {
      await loadMessages();
      await session.load();
      this.ready = true;
      await this.show(false);
    } catch (e) {
      this.problem = e;
    }
  }

  /** The feed was refused: perhaps the session has ended. */
  async recheck() {
    try {
      await session.load();
    } catch { /* not even that answers: the banner says so */ }
  }

  /** Sends people without the right to read to the sign-in; true when they may see the page. */
  admit() {
    const { page } = route();
    if (session.may('READ')) {
      live.start();
      return true;
    }
    live.stop();
    if (page === 'sign-in' || page === 'set-up') return true;
    go(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
    return false;
  }

  async show(moved) {
    const asked = query('lang');
    if (asked && asked !== lang()) await setLang(asked).catch(() => {});
    if (!this.admit()) return;
    const next = route();
    try {
      await next.load();
    } catch (e) {
      this.problem = e;
      return;
    }
    this.at = next;
    this.problem = null;
    document.documentElement.dataset.page = next.page;
    await this.updateComplete;
    if (moved) {
      scrollTo(0, 0);
      this.querySelector('main')?.focus({ preventScroll: true });
    }
  }

  updated() {
    if (!this.at) return;
    const province = session.current().province?.name;
    document.title = [t(`title.${this.at.page}`), province, 'Trạm'].filter(Boolean).join(' · ');
  }

  render() {
    if (this.problem && !this.ready) {
      return html`<main class="alone">${refused({ title: this.problem.title || 'Không nối được với máy chủ · The server does not answer',
        detail: this.problem.message }, () => this.begin())}</main>`;
    }
    if (!this.at) return html`<main class="alone" aria-busy="true"><span class="spinner" aria-hidden="true"></span></main>`;
    const bare = this.at.page === 'sign-in' || this.at.page === 'set-up';
    const tag = unsafeStatic(this.at.tag);
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t('skip')}</a>
      <tram-header .page=${this.at.page} .bare=${bare}></tram-header>
      <main id="main" tabindex="-1">
        ${this.problem ? refused(this.problem, () => this.show(false)) : nothing}
        ${this.at.tag ? staticHtml`<${tag} .argument=${this.at.argument}></${tag}>` : loading()}
      </main>`;
  }

  skip = (e) => {
    e.preventDefault();
    this.querySelector('main').focus();
  };
}

customElements.define('tram-app', App);
