// When an announcement is shown: the form's fields, what the server gets of them, and a sentence. All in Viet Nam's time.
import { html } from 'lit';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';
import { DAYS } from './worked.js';

/** Viet Nam has had no summer time since 1975. */
const OFFSET = '+07:00';

/** Nothing planned: at once, at all hours, without an end. */
export const SCHEDULE = Object.freeze({ from: '', until: '', days: [], start: '', end: '' });

const local = (iso) => (iso ? new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 16) : '');
const zoned = (text) => (text ? `${text}:00${OFFSET}` : '');

/** The form's fields of an announcement that the server has. */
export const scheduleOf = (a) => ({ from: local(a.from), until: local(a.until), days: a.days, start: a.start ?? '', end: a.end ?? '' });

/** What the server gets. */
export const schedule = (d) => ({ from: zoned(d.from), until: zoned(d.until), days: d.days, start: d.start, end: d.end });

/** A sentence, '' when it is always shown. */
export function moment(a) {
  const days = a.days.length && a.days.length < 7 ? a.days.map((d) => t(`day.${d}`)).join(', ') : '';
  return [
    a.from ? t('announcements.from', dateTime(a.from)) : '',
    a.until ? t('announcements.until', dateTime(a.until)) : '',
    days,
    a.start ? t('announcements.hours', a.start, a.end) : '',
  ].filter(Boolean).join(' · ');
}

/** @param change takes the fields that are different */
export function showing(d, change) {
  const day = (name, on) => change({ days: DAYS.filter((one) => (one === name ? on : d.days.includes(one))) });
  const field = (key, type, label) => html`<label>${t(label)}<input type=${type} name=${key} .value=${d[key]} @input=${(e) => change({ [key]: e.target.value })}></label>`;
  return html`<details class="planning" ?open=${Boolean(d.from || d.until || d.days.length || d.start)}><summary>${t('announcements.when')}</summary>
    <div class="stack"><div class="two">${field('from', 'datetime-local', 'announcements.when.from')}${field('until', 'datetime-local', 'announcements.when.until')}</div>
    <fieldset><legend>${t('announcements.when.days')}</legend><div class="days">${DAYS.map((name) => html`<label class="day"><input type="checkbox" name="days" value=${name}
      .checked=${d.days.includes(name)} @change=${(e) => day(name, e.target.checked)}>${t(`day.${name}`)}</label>`)}</div></fieldset>
    <div class="two">${field('start', 'time', 'announcements.when.start')}${field('end', 'time', 'announcements.when.end')}</div>
    <p class="muted">${t('announcements.when.note')}</p></div></details>`;
}
