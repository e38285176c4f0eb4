// What the map says in words. Leaflet is given elements and never markup, so that a name cannot become markup.
import { html, render, nothing } from 'lit';
import { t } from '../i18n.js';
import { badge, because, mark, READING_ORDER } from '../parts/health.js';
import { place } from '../parts/places.js';
import { worked } from '../parts/worked.js';

function element(template) {
  const holder = document.createElement('div');
  render(template, holder);
  return holder;
}

const body = (node) => html`
  <strong class="map-title">${node.name}</strong>
  <span class="muted">${place(node)}</span>
  ${badge(node.health)} ${worked(node)}
  <span>${because(node.evidence)}</span>
  ${node.since ? html`<span class="muted">${t('since')} <tram-age at=${node.since} span></tram-age></span>` : nothing}`;

/** For a tooltip. */
export const tip = (node) => element(html`<div class="map-words">${body(node)}</div>`);

/** For a card with the way to the node's page. */
export const card = (node) => element(html`<div class="map-words">${body(node)}
  <a href="/node/${encodeURIComponent(node.endpoint)}">${t('node.open')}</a>
  ${node.incident ? html`<a href="/incidents?id=${node.incident}">${t('incident.number', node.incident)}</a>` : nothing}</div>`);

/** As maps write it: the place without its administrative rank. */
const short = (name) => name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Phường|Xã|Đặc khu) /, '');

/** Fills a district's name and what is wrong there. */
export function label(holder, name, counts) {
  const wrong = READING_ORDER.filter((h) => h !== 'UP' && counts?.[h] > 0);
  render(html`<span class="name">${short(name)}</span>${wrong.length ? html`<span class="wrong">${wrong.map((h) =>
    html`<span class="tally ${h}">${mark(h)}${counts[h]}</span>`)}</span>` : nothing}`, holder);
}
