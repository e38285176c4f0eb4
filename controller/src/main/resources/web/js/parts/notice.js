// Loading, empty and refused: the three things a page may be instead of itself.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';

export const loading = (text = t('loading')) =>
  html`<div class="notice" role="status"><span class="spinner" aria-hidden="true"></span>${text}</div>`;

export const empty = (text, more = nothing) => html`<div class="notice quiet"><p>${text}</p>${more}</div>`;

/** What went wrong, and each problem with its rule and value. */
export const refused = (problem, again) => html`
  <div class="notice refused" role="alert">
    <p><strong>${problem.title || problem.message}</strong></p>
    ${problem.detail && problem.detail !== problem.title ? html`<p>${problem.detail}</p>` : nothing}
    ${problem.problems?.length ? html`<ul>${problem.problems.map((p) => html`
      <li><strong>${p.what}</strong>: ${p.rule}${p.value ? html` <span class="muted">(${p.value})</span>` : nothing}</li>`)}</ul>` : nothing}
    ${again ? html`<button type="button" @click=${again}>${t('again')}</button>` : nothing}
  </div>`;
