// Whom something is for: the whole province, or some districts, sites with all below them, and hotspots.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';
import { number, plain } from '../format.js';
import { live } from '../live.js';

const SHOWN = 40;

function all() {
  const districts = (live.summary?.districts ?? []).map((d) => [`unit:${d.code}`, d.name]);
  const sites = [...live.nodes.values()].filter((n) => n.site).map((n) => [`site:${n.site}`, n.siteName || n.site]);
  const hotspots = [...live.nodes.values()].filter((n) => n.kind === 'HOTSPOT').map((n) => [`node:${n.endpoint}`, n.name || n.endpoint]);
  return new Map([...districts, ...sites, ...hotspots]);
}

/** As people call it. */
export function targetName(word) {
  const [kind, ...rest] = word.split(':');
  const of = rest.join(':');
  if (kind === 'unit') return live.summary?.districts.find((d) => d.code === of)?.name ?? of;
  if (kind === 'node') return live.nodes.get(of)?.name || of;
  return [...live.nodes.values()].find((n) => n.site === of)?.siteName || of;
}

/**
 * @param chosen the words that are chosen
 * @param search what is typed to find more
 * @param change takes {targets}
 * @param look takes what is typed
 */
export function targets(chosen, search, change, look) {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const names = all();
  const found = words.length === 0 ? [] : [...names].filter(([word, name]) => !chosen.includes(word) && words.every((w) => plain(`${name} ${word}`).includes(w)))
    .sort(([a, x], [b, y]) => b.slice(0, 4).localeCompare(a.slice(0, 4)) || x.localeCompare(y, 'vi'));
  return html`<details class="planning" ?open=${chosen.length > 0}><summary>${t('announcements.whom')}</summary><div class="stack">
    ${chosen.length === 0 ? html`<p class="muted">${t('announcements.for.all')}</p>` : html`<ul class="chips">${chosen.map((word) => html`<li>${t(`announcements.kind.${word.split(':')[0]}`)}: ${targetName(word)}
      <button type="button" aria-label="${t('announcements.whom.remove', targetName(word))}" @click=${() => change({ targets: chosen.filter((one) => one !== word) })}>×</button></li>`)}</ul>`}
    <label>${t('announcements.whom.search')}<input type="search" autocomplete="off" .value=${search} @input=${(e) => look(e.target.value)}></label>
    ${found.length === 0 ? words.length ? html`<p class="muted">${t('announcements.whom.none')}</p>` : nothing : html`<ul class="found">${found.slice(0, SHOWN).map(([word, name]) => html`<li>
      <button type="button" @click=${() => { change({ targets: [...chosen, word] }); look(''); }}>${t(`announcements.kind.${word.split(':')[0]}`)}: ${name}</button></li>`)}</ul>`}
    ${found.length > SHOWN ? html`<p class="muted">${t('announcements.whom.more', number(found.length - SHOWN))}</p>` : nothing}</div></details>`;
}
