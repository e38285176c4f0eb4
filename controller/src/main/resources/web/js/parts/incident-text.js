// An incident in words.
import { html, nothing, svg } from 'lit';
import { t } from '../i18n.js';
import { detail } from './health.js';

/** What is wrong, without where. */
/** The health whose mark an open incident carries: what still works is not marked as down. */
export const severity = (incident) => (['LINK_DOWN', 'LIMITS_EXCEEDED'].includes(incident.kind) ? 'DEGRADED' : 'DOWN');
export const what = (incident) => t(`incident.kind.${incident.kind}`, detail(incident.detail) || String(incident.link));

/** How far it was escalated; nothing when it was not. */
export const level = (incident) => (incident.level ? html`<span class="level">${t('incident.level', incident.level)}</span>` : nothing);

/** That it goes up and down, while it waits for calm or has returned often. */
export const flapping = (incident) => (!incident.closedAt && incident.timeline.some((s) => s.message === 'incident.settling')
  ? html`<span class="level flapping">${t('incident.flapping')}</span>` : nothing);

const shapes = {
  'incident.opened': svg`<path d="M5 17.5v-15M5 3.4h10l-2.4 3.4 2.4 3.4H5"/>`,
  'incident.reopened': svg`<path d="M15.5 6A6.5 6.5 0 1 0 16.5 11M16 2v4h-4"/>`,
  'incident.recovered': svg`<path d="M3.5 10.5l4.2 4.2L16.5 5.5"/>`,
  'incident.acknowledged': svg`<path d="M3.5 10.5l4.2 4.2L16.5 5.5"/>`,
  'incident.assigned': svg`<circle cx="10" cy="6.5" r="3.5"/><path d="M3.5 17a6.5 6.5 0 0 1 13 0"/>`,
  'incident.unassigned': svg`<circle cx="10" cy="6.5" r="3.5"/><path d="M3.5 17a6.5 6.5 0 0 1 13 0"/>`,
  'incident.commented': svg`<path d="M3 4h14v9.5H9L5.5 17v-3.5H3z"/>`,
  'incident.escalated': svg`<path d="M10 17V4M4.5 9L10 3.5 15.5 9"/>`,
  'incident.escalated.unacknowledged': svg`<path d="M10 17V4M4.5 9L10 3.5 15.5 9"/>`,
  'incident.settling': svg`<path d="M2 10h3l2-5 4 10 3-8 1.5 3H18"/>`,
};

/** What kind of step it is, for the eye; the words stand next to it. */
export const icon = (s) => html`<svg class="step-icon" viewBox="0 0 20 20" aria-hidden="true">${shapes[s.message] ?? svg`<circle cx="10" cy="10" r="3"/>`}</svg>`;

/** A line of the timeline in words. */
export const step = (s) => t(s.message, detail(s.detail));
