// Why we believe what we believe about a node: who saw it, when by whose clock, and how stale it is.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';
import { dateTimeSeconds, duration, number } from '../format.js';
import { mark, healthName, because } from '../parts/health.js';

/** What a report takes on its way, and what NTP allows: not worth saying. */
const RIGHT_MILLIS = 1000;

const clock = (at) => (at ? dateTimeSeconds(at) : t('clock.none'));

function presence(n) {
  if (n.online === null || n.online === undefined) return t('presence.unknown');
  return t(n.online ? 'presence.online' : 'presence.offline');
}

function skew(n) {
  if (n.clockUnset) return t('clock.unset');
  if (n.skewMillis === null || n.skewMillis === undefined) return '–';
  const off = Math.abs(n.skewMillis);
  if (off < RIGHT_MILLIS) return t('clock.right');
  const by = off < 60000 ? t('duration.seconds', number(off / 1000, off < 10000 ? 1 : 0)) : duration(off);
  return t(n.skewMillis > 0 ? 'clock.ahead' : 'clock.behind', by);
}

export function verdict(n) {
  return html`<section class="panel verdict ${n.health}" aria-labelledby="verdict"><div class="panel-head">
      <h2 id="verdict">${t('verdict.title')}</h2><span class="muted">${t('verdict.heard')} <tram-age at=${n.lastHeard ?? ''}></tram-age></span></div>
    <div class="panel-body">
      <p class="verdict-line">${mark(n.health)}<span><strong>${healthName(n.health)}</strong>${n.since ? html` ${t('since')} <tram-age at=${n.since} span></tram-age>` : nothing}
        — ${because(n.evidence?.[0])}</span></p>
      ${n.health === 'UNKNOWN' ? html`<p class="warn">${t('verdict.unknown')}</p>` : nothing}
      ${n.evidence?.length ? html`<div class="wide" tabindex="0" role="group" aria-label="${t('verdict.evidence')}"><table><thead><tr><th scope="col">${t('verdict.what')}</th><th scope="col">${t('verdict.who')}</th>
        <th scope="col">${t('verdict.ours')}</th><th scope="col">${t('verdict.theirs')}</th><th scope="col">${t('verdict.age')}</th></tr></thead>
        <tbody>${n.evidence.map((e) => html`<tr><td>${because(e)}</td><td>${t(`source.${e.source}`)}</td><td class="nowrap">${clock(e.at)}</td>
          <td class="nowrap">${clock(e.deviceTime)}</td><td><tram-age at=${e.at}></tram-age></td></tr>`)}</tbody></table></div>` : nothing}
      <dl class="facts inline"><dt>${t('presence')}</dt><dd>${presence(n)}</dd><dt>${t('registered')}</dt><dd>${t(n.registered ? 'yes' : 'no')}</dd>
        <dt>${t('clock.title')}</dt><dd>${skew(n)}</dd></dl>
    </div></section>`;
}
