// The panels beside the traffic: host, versions, portal, reporting.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';
import { live } from '../live.js';
import { bytes, number, percent, duration, dateTime } from '../format.js';

const present = (value) => value !== null && value !== undefined && value !== '';

function panel(id, rows, more = nothing) {
  const known = rows.filter(([, value]) => present(value));
  return html`<section class="panel" aria-labelledby=${id}><div class="panel-head"><h2 id=${id}>${t(`${id}.title`)}</h2></div>
    <div class="panel-body">${known.length === 0 ? html`<p class="muted">${t('facts.none')}</p>` : html`<dl class="facts">
      ${known.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`}${more}</div></section>`;
}

/** Both in kB of 1,024 bytes. */
function share(used, total, label) {
  if (!present(used) || !total) return null;
  const part = Math.min(1, Math.max(0, used / total));
  return html`<span class="share">${t('host.of', bytes(used * 1024), bytes(total * 1024))} <meter min="0" max="1" high="0.9" value=${part} aria-label=${label}></meter></span>`;
}

const named = (endpoint) => html`<a href="/node/${encodeURIComponent(endpoint)}">${live.nodes.get(endpoint)?.name || endpoint}</a>`;

/** Through what it is connected, who says so, and what else hangs on it. */
export function connection(n) {
  const agent = n.endpoint.includes('~') ? n.endpoint.split('~')[0] : null;
  const through = n.gateway ?? (agent ? n.seen ?? agent : null);
  if (!through && !n.rooms) return nothing;
  const source = n.gateway ? 'inventory' : n.seen ? 'seen' : 'agent';
  return panel('connection', [
    [t('connection.through'), through ? html`${named(through)} <span class="muted">${t(`connection.source.${source}`)}</span>` : null],
    [t('kind.CONFERENCE_ROOM'), n.rooms ? html`${number(n.rooms)} <span class="muted">${t('connection.rooms')}</span>` : null],
  ], n.gateway && n.seen && n.seen !== n.gateway ? html`<p class="warn" role="note">${t('connection.differs')} ${named(n.seen)}</p>` : nothing);
}

export function host(n) {
  const h = n.host ?? {};
  const used = present(h.memoryAvailable) && present(h.memoryTotal) ? h.memoryTotal - h.memoryAvailable : null;
  return panel('host', [
    [t('host.cpu'), present(h.cpu) ? percent(h.cpu) : null],
    [t('host.load'), present(h.load) ? number(h.load, 2) : null],
    [t('host.memory'), share(used, h.memoryTotal, t('host.memory'))],
    [t('host.disk'), share(h.diskUsed, h.diskTotal, t('host.disk'))],
    [t('host.temperature'), present(h.temperature) ? `${number(h.temperature, 1)} °C` : null],
    [t('host.uptime'), present(h.uptime) ? duration(h.uptime * 1000) : null],
  ]);
}

export function device(n) {
  const d = n.device ?? {};
  return panel('device', [
    ['sysName', d.sysName], [t('device.manufacturer'), d.manufacturer], [t('device.model'), d.model], [t('device.serial'), d.serial],
    [t('device.firmware'), d.firmware], [t('device.hardware'), d.hardware], [t('device.description'), d.sysDescr], [t('device.location'), d.location],
    [t('device.desired'), n.desired ? number(n.desired) : null], [t('device.reported'), n.reported ? number(n.reported) : null],
  ]);
}

export function portal(n) {
  if (!n.portal) return nothing;
  const p = n.portal;
  const state = p.state ? t(`portal.state.${p.state.toLowerCase()}`) : null;
  const behind = present(p.desiredRevision) && p.shownRevision !== p.desiredRevision;
  return panel('portal', [
    [t('portal.state'), state],
    [t('portal.shown'), present(p.shownRevision) ? number(p.shownRevision) : null],
    [t('portal.desired'), present(p.desiredRevision) ? html`${number(p.desiredRevision)}${behind ? html` <strong class="warn">${t('portal.behind')}</strong>` : nothing}` : null],
    [t('portal.error'), p.error ? html`<span class="error">${p.error}</span>` : null],
    [t('portal.certificate'), p.certificateEndsAt ? dateTime(p.certificateEndsAt) : null],
    [t('portal.certificate.problem'), p.certificateProblem ? html`<span class="error">${p.certificateProblem}</span>` : null],
  ]);
}

export function reporting(n) {
  const q = n.queue ?? {};
  const bad = (count) => (present(count) ? count > 0 ? html`<strong class="warn">${number(count)}</strong>` : number(count) : null);
  return panel('reporting', [
    [t('reporting.entries'), present(q.entries) ? number(q.entries) : null],
    [t('reporting.bytes'), present(q.bytes) ? bytes(q.bytes) : null],
    [t('reporting.dropped'), bad(q.dropped)],
    [t('reporting.quarantined'), bad(q.quarantined)],
    [t('reporting.gaps'), bad(q.gaps)],
    [t('reporting.boot'), n.boot ? html`<span class="mono">${n.boot}</span>` : null],
    [t('reporting.sequence'), n.boot ? number(n.sequence) : null],
  ]);
}
