// The links that the node probes (object 42781): losses, round trip, and what became of the class on the way.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';
import { number, percent } from '../format.js';

const PATH = /^\/42781\/(\d+)\/(\d+)$/;
const NAMES = { 1: 'LE', 44: 'VA', 46: 'EF' };
const DROPS = [2, 4, 6];

/** As the registry of RFC 2474 has it; the number where it has none. */
function className(dscp) {
  const rest = dscp & 7;
  if (NAMES[dscp]) return NAMES[dscp];
  if (rest === 0) return `CS${dscp >> 3}`;
  return dscp > 8 && dscp < 40 && DROPS.includes(rest) ? `AF${dscp >> 3}${rest >> 1}` : String(dscp);
}

function instances(n) {
  const all = new Map();
  for (const v of n.values ?? []) {
    const path = PATH.exec(v.path);
    if (path) {
      if (!all.has(path[1])) all.set(path[1], {});
      all.get(path[1])[path[2]] = v.value;
    }
  }
  return [...all.values()].filter((p) => p[0]);
}

const said = (classes) => (!classes || classes === 'unknown' ? t('probed.unknown') : classes);

function classes(p) {
  if (p[19] === undefined) return nothing;
  const sent = className(Number(p[19]));
  const changed = p[21] && p[21] !== 'unknown' && p[21] !== sent;
  return changed ? html`<strong>${t('probed.changed', sent, p[21])}</strong>` : t('probed.class', sent, said(p[21]), said(p[22]));
}

function link(p) {
  const sent = Number(p[4] ?? 0);
  return html`<dt>${p[0]} <span class="muted">${p[1]}</span></dt><dd>${sent ? t('probed.quality', percent(100 * Number(p[5] ?? 0) / sent),
    p[9] === undefined ? t('probed.unknown') : `${number(Number(p[9]), 1)} ms`) : t('probed.unknown')}<br>${classes(p)}</dd>`;
}

export function probed(n) {
  const all = instances(n);
  return all.length === 0 ? nothing : html`<section class="panel" aria-labelledby="probed"><div class="panel-head"><h2 id="probed">${t('probed.title')}</h2></div>
    <div class="panel-body"><dl class="facts">${all.map(link)}</dl></div></section>`;
}
