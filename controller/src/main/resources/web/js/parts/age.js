// <tram-age at="…">: how long ago something was, or with `span` how long it has lasted; keeps itself right.
import { age, duration, dateTimeSeconds } from '../format.js';
import { changed } from '../i18n.js';
import { live } from '../live.js';

class Age extends HTMLElement {
  static observedAttributes = ['at', 'span'];
  #tick = () => this.#show();

  connectedCallback() {
    live.addEventListener('second', this.#tick);
    changed.addEventListener('change', this.#tick);
    this.#show();
  }

  disconnectedCallback() {
    live.removeEventListener('second', this.#tick);
    changed.removeEventListener('change', this.#tick);
  }

  attributeChangedCallback() { if (this.isConnected) this.#show(); }

  #show() {
    const at = Date.parse(this.getAttribute('at') ?? '');
    const millis = live.now() - at;
    const text = Number.isNaN(at) ? '–' : this.hasAttribute('span') ? duration(millis) : age(millis);
    if (this.textContent !== text) this.textContent = text;
    const title = Number.isNaN(at) ? '' : dateTimeSeconds(new Date(at));
    if (this.title !== title) this.title = title;
  }
}

customElements.define('tram-age', Age);
