// <tram-acknowledge>: who has taken the incident, or the button to take it.
import { html, nothing } from 'lit';
import { Part } from './part.js';
import { t } from '../i18n.js';
import { post } from '../api.js';
import * as session from '../session.js';

class Acknowledge extends Part {
  static properties = { incident: {}, busy: { state: true }, problem: { state: true } };

  willUpdate(changes) {
    if (changes.has('incident') && changes.get('incident')?.id !== this.incident.id) {
      this.busy = false;
      this.problem = null;
    }
  }

  render() {
    const { acknowledgedBy, closedAt, id } = this.incident;
    if (acknowledgedBy) {
      return html`<span class="taken"><svg class="tick" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10.5l4 4 8-9"/></svg>
        ${t('incident.taken', acknowledgedBy)}</span>`;
    }
    if (closedAt) return nothing;
    if (!session.may('ACKNOWLEDGE')) return html`<span class="muted">${t('incident.untaken')}</span>`;
    return html`<button type="button" class="take" ?disabled=${this.busy} aria-label="${t('incident.take.number', id)}"
      @click=${this.take}>${t('incident.take')}</button>
      ${this.problem ? html`<span class="error" role="alert">${this.problem.message}</span>` : nothing}`;
  }

  /** The answer only says that it was taken; that it is done comes over the feed. */
  take = async () => {
    this.busy = true;
    this.problem = null;
    try {
      await post(`incidents/${this.incident.id}/acknowledgement`);
    } catch (e) {
      this.problem = e;
      this.busy = false;
    }
  };
}

customElements.define('tram-acknowledge', Acknowledge);
