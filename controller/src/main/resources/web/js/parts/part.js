// The base of every component: plain elements in the page (no shadow root, so one set of style sheets serves all), and
// re-rendered when the language or the session changes.
import { LitElement } from 'lit';
import { changed as languageChanged } from '../i18n.js';
import { changed as sessionChanged } from '../session.js';
import { live } from '../live.js';

export class Part extends LitElement {
  #stops = [];

  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.on(languageChanged, 'change', () => this.requestUpdate());
    this.on(sessionChanged, 'change', () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Listens until this element leaves the page. Call from connectedCallback. */
  on(target, event, listener) {
    target.addEventListener(event, listener);
    this.#stops.push(() => target.removeEventListener(event, listener));
  }

  /** Calls `what` every `millis` until this element leaves the page, but not while nobody looks at it. */
  every(millis, what) {
    const timer = setInterval(() => { if (!document.hidden) what(); }, millis);
    this.#stops.push(() => clearInterval(timer));
  }

  /** Runs when this element leaves the page. */
  finally(what) { this.#stops.push(what); }

  /** Re-renders with the live feed. */
  followLive() {
    this.on(live, 'change', () => this.requestUpdate());
  }
}
