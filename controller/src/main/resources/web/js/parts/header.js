// The bar on top: where we are, how old the data is, language, light, and who is signed in; under it the banner that
// says when the data must not be trusted.
import { html, nothing } from 'lit';
import { Part } from './part.js';
import { t, lang, setLang } from '../i18n.js';
import { time, age } from '../format.js';
import * as session from '../session.js';
import { live } from '../live.js';

const THEMES = ['auto', 'light', 'dark'];
const themeNow = () => document.documentElement.dataset.theme ?? 'auto';

function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try { localStorage.setItem('tram.theme', theme); } catch { /* private window: holds for this page */ }
  dispatchEvent(new Event('themechange'));
}

class Header extends Part {
  static properties = { page: {}, bare: { type: Boolean }, open: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.on(live, 'second', () => this.requestUpdate());
    this.followLive();
    this.on(document, 'click', (e) => { if (this.open && !this.contains(e.target)) this.open = false; });
  }

  willUpdate(changes) {
    if (changes.has('page')) this.open = false;
    document.documentElement.dataset.feed = this.bare ? 'none' : live.health;
  }

  render() {
    return html`
      <header class="top">
        <a class="brand" href="/" aria-label="${t('brand.home')}">
          <img src="/logo.svg" alt="" width="32" height="32"><span class="name">Trạm</span>
          <span class="province">${session.current().province?.name ?? ''}</span>
        </a>
        ${this.bare ? nothing : this.feed()}
        <button type="button" class="menu" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="top-menu" aria-label="${t('menu')}"
          @click=${() => { this.open = !this.open; }}><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14"/></svg></button>
        <div class="top-menu ${this.open ? 'open' : ''}" id="top-menu" @keydown=${this.escape}>
          ${this.bare ? nothing : html`<nav aria-label="${t('nav')}">${this.links()}</nav>`}
          <div class="switches">${this.languages()}${this.theme()}${this.who()}</div>
        </div>
      </header>
      ${this.bare ? nothing : this.banner()}`;
  }

  escape = (e) => {
    if (e.key === 'Escape' && this.open) {
      this.open = false;
      this.querySelector('button.menu').focus();
    }
  };

  links() {
    const count = live.loaded ? live.openIncidents().length : 0;
    const items = [['/', 'wall'], ['/nodes', 'nodes'], ['/incidents', 'incidents'], ['/maintenance', 'maintenance'], ['/sla', 'sla'], ['/announcements', 'announcements'], ['/emergencies', 'emergencies']];
    if (session.may('PUBLISH')) items.push(['/vouchers', 'vouchers']);
    if (session.may('ADMINISTER')) items.push(['/users', 'users']);
    return items.map(([href, page]) => html`
      <a href=${href} aria-current=${this.page === page ? 'page' : 'false'}>${t(`title.${page}`)}${page === 'incidents' && count
        ? html` <span class="count" aria-label="${t('incidents.open.count', count)}">${count}</span>` : nothing}</a>`);
  }

  feed() {
    const health = live.health;
    const text = health === 'loading' ? t('feed.loading')
      : health === 'live' ? t('feed.updated', age(live.age)) : t('feed.old', age(live.age));
    return html`<p class="feed ${health}"><span class="pulse" aria-hidden="true"></span>
      <span class="long">${text}</span><span class="short">${t(`feed.short.${health}`)}</span></p>`;
  }

  banner() {
    const health = live.health;
    const broker = live.summary?.broker === 'down';
    const text = health === 'stale' ? t('banner.stale', time(live.asOf))
      : health === 'lost' && live.loaded ? t('banner.lost', time(live.asOf))
        : health === 'lost' ? t('banner.never') : broker ? t('banner.broker') : '';
    return html`<div class="banner ${text ? 'shown' : ''}" role="alert">${text
      ? html`<svg class="sign" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 1.6L19 17.6H1z"/><path class="stroke" d="M10 7v4.8M10 14.6v.2"/></svg>
        <span>${text}</span>` : nothing}</div>`;
  }

  languages() {
    return html`<div class="segments" role="group" aria-label="${t('language')}">${['vi', 'en'].map((l) => html`
      <button type="button" lang=${l} aria-pressed=${lang() === l ? 'true' : 'false'} title=${l === 'vi' ? 'Tiếng Việt' : 'English'}
        @click=${() => setLang(l).catch(() => {})}>${l.toUpperCase()}</button>`)}</div>`;
  }

  theme() {
    const next = THEMES[(THEMES.indexOf(themeNow()) + 1) % THEMES.length];
    return html`<button type="button" class="theme" title="${t('theme.switch', t(`theme.${next}`))}"
      @click=${() => { setTheme(next); this.requestUpdate(); }}>
      <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.8"/>
        <path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" fill="currentColor"/></svg>
      <span>${t(`theme.${themeNow()}`)}</span></button>`;
  }

  who() {
    const s = session.current();
    if (s.signedIn) {
      return html`<span class="who"><strong>${s.user}</strong><span class="muted">${t(`role.${s.role}`)}</span></span>
        <button type="button" @click=${() => session.signOut()}>${t('sign.out')}</button>`;
    }
    if (this.bare) return nothing;
    return html`<a class="button" href="/sign-in?next=${encodeURIComponent(location.pathname + location.search)}">${t('sign.in')}</a>`;
  }
}

customElements.define('tram-header', Header);
