// <tram-moment>: a time that a person types, in 24 hours and in Viet Nam's zone wherever the browser is and whatever its language.
import { html, nothing } from 'lit';
import { Part } from './part.js';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';

/** Viet Nam has had no summer time since 1975. */
const OFFSET = '+07:00';
const two = (n) => String(n).padStart(2, '0');

/** HH:mm of what somebody typed, such as 9:05; null when it is no time of a day. */
export function parseTime(text) {
  const m = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  return m && +m[1] < 24 && +m[2] < 60 ? `${two(m[1])}:${m[2]}` : null;
}

/** What somebody typed, such as 1/2/2027 9:05: as we show it and as the API takes it; null when there is no such time. */
export function parseMoment(text) {
  const m = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}:\d{2})$/.exec(text.trim());
  const time = m && parseTime(m[4]);
  if (!time) return null;
  const [day, month, year] = [+m[1], +m[2], +m[3]];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 2000 || year > 2100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return { shown: `${two(day)}/${two(month)}/${year} ${time}`, sent: `${year}-${two(month)}-${two(day)}T${time}:00${OFFSET}` };
}

class Moment extends Part {
  static properties = { name: {}, label: {}, initial: {}, daily: { type: Boolean }, wrong: { state: true } };
  #first = null;

  /** Shows what was meant in our form, or says what is wrong. */
  check(input) {
    const text = input.value;
    const found = this.daily ? parseTime(text) : parseMoment(text)?.shown;
    this.wrong = text.trim() === '' || found ? '' : text.trim();
    if (found) input.value = found;
    input.setCustomValidity(this.wrong ? this.rule() : '');
  }

  typed(input) {
    const found = this.daily ? parseTime(input.value) : parseMoment(input.value);
    input.setCustomValidity(found || input.value.trim() === '' ? '' : this.rule());
    if (found) this.wrong = '';
  }

  rule() { return t(this.daily ? 'moment.time.rule' : 'moment.rule', this.daily ? '22:00' : dateTime(new Date())); }

  render() {
    this.#first ??= this.initial ?? '';
    const id = `${this.name}-wrong`;
    return html`<label>${this.label}<input name=${this.name} class="moment" required autocomplete="off" spellcheck="false" maxlength="20"
      placeholder=${t(this.daily ? 'moment.time.form' : 'moment.form')} value=${this.#first} aria-invalid=${this.wrong ? 'true' : 'false'}
      aria-describedby=${this.wrong ? id : nothing} @input=${(e) => this.typed(e.target)} @change=${(e) => this.check(e.target)}
      @invalid=${(e) => this.check(e.target)}></label>
      ${this.wrong ? html`<p class="error" id=${id} role="alert">${this.rule()}</p>` : nothing}`;
  }
}

customElements.define('tram-moment', Moment);
