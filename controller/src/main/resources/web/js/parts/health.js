// A state as people see it: a shape and a word, and colour only on top of them.
import { html, svg } from 'lit';
import { t } from '../i18n.js';
import { dateTimeSeconds } from '../format.js';

/** Worst first. Unknown ranks above degraded: what we do not see may be down. */
export const HEALTHS = ['DOWN', 'UNKNOWN', 'DEGRADED', 'UP'];
/** As people read a row of counts. */
export const READING_ORDER = ['UP', 'DEGRADED', 'DOWN', 'UNKNOWN'];
export const rank = (health) => HEALTHS.indexOf(health);

/** The worst state that counts have, null when they are all zero. */
export const worst = (counts) => HEALTHS.find((h) => counts[h] > 0) ?? null;

const shapes = {
  UP: svg`<circle cx="10" cy="10" r="8.5"/><path class="sign" d="M6 10.4l2.8 2.8L14.2 7.4"/>`,
  DEGRADED: svg`<path d="M10 1.6L19 17.6H1z"/><path class="sign" d="M10 7v4.8M10 14.6v.2"/>`,
  DOWN: svg`<rect x="1.8" y="1.8" width="16.4" height="16.4" rx="2"/><path class="sign" d="M6.4 6.4l7.2 7.2M13.6 6.4l-7.2 7.2"/>`,
  UNKNOWN: svg`<path class="hollow" d="M10 1.4L18.6 10 10 18.6 1.4 10z"/><path class="sign" d="M8 8.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M10 13.6v.2"/>`,
};

/** The shape alone; the word must stand next to it. */
export const mark = (health) =>
  html`<svg class="mark ${health}" viewBox="0 0 20 20" aria-hidden="true">${shapes[health] ?? shapes.UNKNOWN}</svg>`;

export const healthName = (health) => t(`health.${health}`);

/** Shape and word. */
export const badge = (health) => html`<span class="badge ${health}">${mark(health)}<span>${healthName(health)}</span></span>`;

/** Limits whose names are for people: the portal's certificate, with the day on which it ends. */
const limits = (text) => text.replace(/portal-certificate \(([^)]*)\) -?\d+ < \d+/,
  (_, day) => (day ? t('limit.portal-certificate', day) : t('limit.portal-certificate.none')));

/** A message's detail as people read it: times in their zone. */
export const detail = (text) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text ?? '') ? dateTimeSeconds(text) : limits(text ?? ''));

/** Evidence as a sentence. */
export const because = (evidence) => (evidence ? t(evidence.message, detail(evidence.detail)).trim() : t('evidence.none'));
