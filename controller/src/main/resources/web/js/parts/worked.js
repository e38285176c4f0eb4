// What is being worked on, in words: beside a state that is shown as it is.
import { html, nothing, svg } from 'lit';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';
import { live } from '../live.js';

/** A spanner; the word must stand next to it. */
export const spanner = html`<svg class="sign" viewBox="0 0 20 20" aria-hidden="true">${svg`<path d="M17 5.6a4.6 4.6 0 0 1-6.2 5.2L5 16.6a1.8 1.8 0 0 1-2.6-2.6l5.8-5.8A4.6 4.6 0 0 1 13.4 2L10.8 4.6l.6 3 3 .6z"/>`}</svg>`;

/** Shape and word, when the node is being worked on. */
export const worked = (node) => (node.maintenance ? html`<span class="worked">${spanner}<span>${t('maintenance.on')}</span></span>` : nothing);

/** The window by its id, undefined when it is not known (any more). */
export const windowOf = (id) => live.windows.get(id);

/** Since Monday, in the order of the week. */
export const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** When it is, as a sentence. */
export function when(w) {
  if (!w.days) return t('maintenance.once', dateTime(w.from), dateTime(w.until));
  const days = w.days.length === 7 ? t('maintenance.daily') : w.days.map((d) => t(`day.${d}`)).join(', ');
  const hours = w.start === w.end && w.start === '00:00' ? t('maintenance.all.day', days) : t('maintenance.weekly', days, w.start, w.end);
  return w.until ? `${hours}, ${t('maintenance.until', dateTime(w.until))}` : hours;
}
