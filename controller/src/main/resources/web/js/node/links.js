// The interfaces of a node, each with its state, its facts and its traffic.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n.js';
import { bitRate, number } from '../format.js';
import { badge, because } from '../parts/health.js';
import { RANGES } from './traffic.js';

const LOOPBACK = 24;

/** Interfaces that carry traffic first, loopback last. */
function ordered(n) {
  const type = (i) => n.values?.find((v) => v.path === `/42769/${i}/3`)?.value;
  const rank = (l) => (type(l.instance) === LOOPBACK || l.name === 'lo' ? 1 : 0);
  return [...(n.links ?? [])].sort((a, b) => rank(a) - rank(b) || a.instance - b.instance);
}

function fact(label, value) {
  return value ? html`<span><span class="muted">${label}</span> ${value}</span>` : nothing;
}

const upDown = (up) => (up === null || up === undefined ? '' : t(up ? 'up' : 'down'));

function link(n, l, range) {
  return html`<article class="link" aria-label=${l.name}>
    <div class="link-head"><h3>${l.name}</h3>${badge(l.health)}
      <span class="muted">${l.since ? html`${t('since')} <tram-age at=${l.since} span></tram-age> · ` : nothing}${because(l.evidence)}</span></div>
    <p class="link-facts">${fact(t('link.speed'), l.speed ? bitRate(l.speed) : '')}${fact(t('link.admin'), upDown(l.adminUp))}
      ${fact(t('link.oper'), upDown(l.operUp))}${fact('MTU', l.mtu ? String(l.mtu) : '')}${fact('MAC', l.mac ? html`<span class="mono">${l.mac}</span>` : '')}
      ${fact('ifIndex', l.instance)}</p>
    <tram-traffic .endpoint=${n.endpoint} .instance=${l.instance} .range=${range} .name=${l.name}></tram-traffic>
  </article>`;
}

export function links(n, range, choose) {
  return html`<section class="panel" aria-labelledby="links"><div class="panel-head"><h2 id="links">${t('links.title')} <span class="total">${number(n.links?.length ?? 0)}</span></h2>
    <div class="segments" role="group" aria-label="${t('links.range')}">${Object.keys(RANGES).map((r) => html`
      <button type="button" aria-pressed=${range === r ? 'true' : 'false'} @click=${() => choose(r)}>${t(`range.${r}`)}</button>`)}</div></div>
    ${n.links?.length ? repeat(ordered(n), (l) => l.instance, (l) => link(n, l, range)) : html`<p class="panel-body muted">${t('links.none')}</p>`}</section>`;
}
