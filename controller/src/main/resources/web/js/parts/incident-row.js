// <tram-incident-row>: one open incident on the wall.
import { html, nothing } from 'lit';
import { Part } from './part.js';
import { t } from '../i18n.js';
import { number } from '../format.js';
import { mark, because } from './health.js';
import { place } from './places.js';
import { what, severity, level, flapping } from './incident-text.js';
import './acknowledge.js';

class IncidentRow extends Part {
  static properties = { incident: {} };

  render() {
    const i = this.incident;
    const where = place(i);
    return html`<article class="incident ${i.acknowledgedBy ? 'taken' : ''}" data-id=${i.id}>
      ${mark(severity(i))}
      <div class="body">
        <h3><a href="/incidents?id=${i.id}">${i.name || i.endpoint}</a></h3>
        <p><strong class="what">${what(i)}</strong>${where ? html` <span class="muted">${where}</span>` : nothing}</p>
        <p class="muted">${because(i.evidence)}</p>
        ${i.level || i.assignedTo || flapping(i) !== nothing ? html`<p>${level(i)} ${flapping(i)} ${i.assignedTo ? html`<span class="muted">${t('incident.assigned.to', i.assignedTo)}</span>` : nothing}</p>` : nothing}
        ${i.suppressed.length ? html`<p class="under">${t('incident.under', number(i.suppressed.length))}</p>` : nothing}
      </div>
      <div class="side"><tram-age at=${i.openedAt} span></tram-age>
        <tram-acknowledge .incident=${i}></tram-acknowledge></div>
    </article>`;
  }
}

customElements.define('tram-incident-row', IncidentRow);
