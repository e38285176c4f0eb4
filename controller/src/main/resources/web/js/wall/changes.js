// The newest changes of state, newest first. A fibre cut changes fifty nodes within a second: that is one line.
import { html } from 'lit';
import { t } from '../i18n.js';
import { number } from '../format.js';
import { mark, healthName, because } from '../parts/health.js';
import { worked } from '../parts/worked.js';
import { districtName, place } from '../parts/places.js';

const LINES = 14;
const TOGETHER = 10_000;

/** Joins changes to the same state in the same district within ten seconds. */
export function grouped(nodes) {
  const groups = [];
  const sorted = nodes.filter((n) => n.since).sort((a, b) => b.since.localeCompare(a.since));
  for (const node of sorted) {
    const at = Date.parse(node.since);
    const group = groups.find((g) => g.health === node.health && g.district === node.district && g.last - at <= TOGETHER);
    if (group) {
      group.nodes.push(node);
      group.last = at;
    } else {
      if (groups.length === LINES) break;
      groups.push({ health: node.health, district: node.district, last: at, nodes: [node] });
    }
  }
  return groups;
}

function line({ health, district, nodes }) {
  const [first] = nodes;
  const many = nodes.length > 2;
  return html`<li class="change">${mark(health)}
    <span class="what">
      ${many
        ? html`<a href="/nodes?health=${health}${district ? `&district=${district}` : ''}">${t('changes.many', number(nodes.length), districtName(district) || t('district.none'))}</a>`
        : nodes.map((n, i) => html`${i ? ', ' : ''}<a href="/node/${encodeURIComponent(n.endpoint)}">${n.name}</a>`)}
      <span class="muted">${nodes.every((n) => n.maintenance) ? html`${worked(first)} ` : ''}${healthName(health)}${many ? '' : html` · ${because(first.evidence)}`}${many || nodes.length > 1 || !place(first) ? '' : html`<span class="where"> · ${place(first)}</span>`}</span>
    </span>
    <tram-age at=${first.since} class="muted"></tram-age></li>`;
}

export const changes = (nodes) => html`<ol class="changes">${grouped(nodes).map(line)}</ol>`;
