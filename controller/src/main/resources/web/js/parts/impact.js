// How much an incident has taken down, by what it is for.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';
import { number } from '../format.js';

const KINDS = [['connectionPoints', 'kind.CONNECTION_POINT'], ['hotspots', 'kind.HOTSPOT'], ['conferenceRooms', 'kind.CONFERENCE_ROOM'], ['others', 'kind.OTHER']];

export const total = (affected) => KINDS.reduce((sum, [k]) => sum + (affected?.[k] ?? 0), 0);

/** The kinds that are affected with their numbers. */
export const affected = (a) => html`<span class="kinds">${KINDS.filter(([k]) => a[k] > 0).map(([k, name]) =>
  html`<span>${t(name)} <b>${number(a[k])}</b></span>`)}</span>`;

/** For the list of facts; nothing for an incident that takes no node down. */
export function impact(i) {
  if (!i.impact || total(i.impact.peak) === 0) return nothing;
  const { opening, peak } = i.impact;
  const same = KINDS.every(([k]) => opening[k] === peak[k]);
  return html`<dt>${t('incident.impact')}</dt><dd>${affected(peak)}${same ? nothing
    : html` <span class="muted at-opening">${t('incident.impact.opening')} ${affected(opening)}</span>`}</dd>`;
}
