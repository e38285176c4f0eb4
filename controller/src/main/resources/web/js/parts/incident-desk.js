// <tram-incident-desk>: giving an incident to somebody, writing into it, raising it to the next level.
import { html, nothing } from 'lit';
import { Part } from './part.js';
import { t } from '../i18n.js';
import { get, post } from '../api.js';
import * as session from '../session.js';
import { refused } from './notice.js';

const MOST = 1000;
const HIGHEST = 3;
/** How long after closing something can still be written (the server's own rule). */
const COMMENTED = 86_400_000;

let assignees = null;

class IncidentDesk extends Part {
  static properties = { incident: {}, people: { state: true }, busy: { state: true }, problem: { state: true }, sure: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.load();
    this.on(session.changed, 'change', () => { assignees = null; this.load(); });
  }

  willUpdate(changes) {
    if (changes.has('incident') && changes.get('incident')?.id !== this.incident.id) {
      this.problem = null;
      this.sure = false;
    }
  }

  async load() {
    if (!session.may('ACKNOWLEDGE')) return;
    try {
      assignees ??= (await get('incidents/assignees')).users.map((u) => u.name);
      this.people = assignees;
    } catch (e) {
      this.problem = e;
    }
  }

  render() {
    const i = this.incident;
    if (!session.may('ACKNOWLEDGE')) return nothing;
    const late = i.closedAt && Date.now() - Date.parse(i.closedAt) > COMMENTED;
    if (late) return nothing;
    return html`<section class="desk" aria-label="${t('incident.desk')}">
      ${i.closedAt ? nothing : html`<div class="desk-row">${this.giving(i)}${this.raising(i)}</div>`}
      <form class="comment" @submit=${this.write}>
        <label>${t('incident.comment')}<textarea name="text" rows="2" required maxlength=${MOST} placeholder=${t('incident.comment.hint')}></textarea></label>
        <button type="submit" ?disabled=${this.busy}>${t('incident.comment.send')}</button></form>
      ${this.problem ? refused(this.problem) : nothing}</section>`;
  }

  giving(i) {
    const names = [...new Set([...(this.people ?? []), ...(i.assignedTo ? [i.assignedTo] : [])])];
    return html`<label class="giving">${t('incident.assign')}<select .value=${i.assignedTo ?? ''} ?disabled=${this.busy}
      @change=${(e) => this.change(() => post(`incidents/${i.id}/assignment`, { user: e.target.value || null }))}>
      <option value="" ?selected=${!i.assignedTo}>${t('incident.assigned.nobody')}</option>
      ${names.map((n) => html`<option value=${n} ?selected=${n === i.assignedTo}>${n}</option>`)}</select></label>`;
  }

  raising(i) {
    if (i.level >= HIGHEST) return nothing;
    if (!this.sure) {
      return html`<button type="button" @click=${() => { this.sure = true; }}>${t('incident.escalate')}</button>`;
    }
    return html`<form class="raising" @submit=${this.raise}>
      <label>${t('incident.escalate.reason')}<input name="reason" maxlength=${MOST} autocomplete="off"></label>
      <button type="submit" class="primary" ?disabled=${this.busy}>${t('incident.escalate.now', i.level + 1)}</button>
      <button type="button" @click=${() => { this.sure = false; }}>${t('cancel')}</button></form>`;
  }

  /** The answer only says that it was taken; that it is done comes over the feed. */
  async change(work) {
    this.busy = true;
    this.problem = null;
    try {
      await work();
      return true;
    } catch (e) {
      this.problem = e;
      return false;
    } finally {
      this.busy = false;
    }
  }

  write = async (e) => {
    e.preventDefault();
    const form = e.target;
    const text = new FormData(form).get('text').trim();
    if (text && await this.change(() => post(`incidents/${this.incident.id}/comments`, { text }))) form.reset();
  };

  raise = async (e) => {
    e.preventDefault();
    const reason = new FormData(e.target).get('reason').trim();
    if (await this.change(() => post(`incidents/${this.incident.id}/escalation`, reason ? { reason } : {}))) this.sure = false;
  };
}

customElements.define('tram-incident-desk', IncidentDesk);
