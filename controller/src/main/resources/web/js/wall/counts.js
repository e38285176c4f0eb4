// The figures of the wall: how many are how, and where.
import { html } from 'lit';
import { t } from '../i18n.js';
import { number } from '../format.js';
import { mark, healthName, worst, READING_ORDER } from '../parts/health.js';

const kinds = ['CONNECTION_POINT', 'HOTSPOT'];

/** The tiles on top. */
export function counts(summary, open) {
  const acknowledged = open.filter((i) => i.acknowledgedBy).length;
  return html`<ul class="tiles" aria-label="${t('counts.label')}">
    ${READING_ORDER.map((health) => {
      const n = summary.counts[health] ?? 0;
      return html`<li><a class="tile ${health} ${n === 0 ? 'none' : ''}" href="/nodes?health=${health}">
        <span class="figure">${mark(health)}<span class="n">${number(n)}</span>${health === 'UP'
          ? html`<span class="of">/ ${number(summary.total)}</span>` : ''}</span>
        <span class="word">${healthName(health)}</span>
        <span class="kinds">${kinds.map((k) => html`<span>${t(`kind.${k}`)} <b>${number(summary.byKind?.[k]?.[health] ?? 0)}</b></span>`)}</span>
      </a></li>`;
    })}
    <li><a class="tile incidents ${open.length === 0 ? 'none' : ''}" href="/incidents">
      <span class="figure"><svg class="mark" viewBox="0 0 20 20" aria-hidden="true"><path d="M4.5 18.5v-16M4.5 3.4h11l-2.6 3.7 2.6 3.7h-11" /></svg>
        <span class="n">${number(open.length)}</span></span>
      <span class="word">${t('incidents.open')}</span>
      <span class="kinds"><span>${t('incidents.acknowledged')} <b>${number(acknowledged)}</b></span>
        <span>${t('incidents.waiting')} <b>${number(open.length - acknowledged)}</b></span></span>
    </a></li>
  </ul>`;
}

/** The districts in words: what the map shows, for those who read or use the keyboard. */
export function districts(summary) {
  return html`<ul class="districts" aria-label="${t('districts.label')}">${summary.districts.map((d) => {
    const wrong = READING_ORDER.filter((h) => h !== 'UP' && d.counts[h] > 0);
    const total = READING_ORDER.reduce((sum, h) => sum + (d.counts[h] ?? 0), 0);
    return html`<li><a class="district-chip ${worst(d.counts) ?? 'NONE'}" href="/nodes?district=${d.code}">
      <span class="name">${d.name}</span>
      <span class="tallies">${wrong.length === 0
        ? html`<span class="tally UP">${mark(total ? 'UP' : 'UNKNOWN')}${number(total)}</span>`
        : wrong.map((h) => html`<span class="tally ${h}">${mark(h)}<span class="unseen">${healthName(h)}: </span>${number(d.counts[h])}</span>`)}
        <span class="muted">/ ${number(total)}</span></span>
    </a></li>`;
  })}</ul>`;
}
