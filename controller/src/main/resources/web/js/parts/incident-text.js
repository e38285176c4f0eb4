// An incident in words.
import { t } from '../i18n.js';
import { detail } from './health.js';

/** What is wrong, without where. */
export const what = (incident) => t(`incident.kind.${incident.kind}`, incident.detail || String(incident.link));

/** A line of the timeline in words. */
export const step = (s) => t(s.message, detail(s.detail));
