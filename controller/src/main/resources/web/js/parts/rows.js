// <tram-rows>: a list of any length of which only the rows in sight exist. The page around it scrolls.
import { html, nothing } from 'lit';
import { Part } from './part.js';

const AHEAD = 12;

class Rows extends Part {
  static properties = { items: { attribute: false }, row: { attribute: false }, key: { attribute: false }, label: {}, columns: { type: Number },
    first: { state: true }, last: { state: true } };
  #height = 44;

  constructor() {
    super();
    this.items = [];
    this.first = 0;
    this.last = 40;
  }

  connectedCallback() {
    super.connectedCallback();
    this.on(window, 'scroll', () => this.#window());
    this.on(window, 'resize', () => this.#window());
  }

  updated() {
    const row = this.querySelector('.row');
    if (row && Math.abs(row.offsetHeight - this.#height) > 0.5) {
      this.#height = row.offsetHeight;
      this.requestUpdate();
    }
    const body = this.querySelector('.rows-body');
    body.style.height = `${this.items.length * this.#height}px`;
    this.querySelector('.rows-window').style.transform = `translateY(${this.first * this.#height}px)`;
    this.#window();
  }

  #window() {
    const body = this.querySelector('.rows-body');
    if (!body) return;
    const top = body.getBoundingClientRect().top;
    const first = Math.max(0, Math.min(this.items.length - 1, Math.floor(-top / this.#height) - AHEAD));
    const last = Math.min(this.items.length, Math.ceil((innerHeight - top) / this.#height) + AHEAD);
    this.first = first - (first % 2); // striped rows keep their stripe
    this.last = Math.max(last, this.first);
  }

  render() {
    return html`<div class="rows-body" role="rowgroup"><div class="rows-window" role="presentation">
      ${this.items.slice(this.first, this.last).map((item, i) => this.row(item, this.first + i))}</div></div>${nothing}`;
  }
}

customElements.define('tram-rows', Rows);
