// <tram-wall>: the page at /.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { number } from '../format.js';
import * as session from '../session.js';
import { live } from '../live.js';
import { loading, refused } from '../parts/notice.js';
import { spanner } from '../parts/worked.js';
import { counts, districts } from './counts.js';
import { changes } from './changes.js';
import '../parts/incident-row.js';
import './map.js';
import './faults.js';
import '../parts/node-steps.js';

class Wall extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.followLive();
    this.on(live, 'second', () => { if (!live.loaded) this.requestUpdate(); });
  }

  render() {
    if (!live.loaded) {
      return html`<div class="page"><h1 class="unseen">${t('title.wall')}</h1>
        ${live.error ? refused({ title: t('error.unreachable'), detail: t('error.retrying') }) : loading()}</div>`;
    }
    if (live.nodes.size === 0) return html`<tram-node-steps first></tram-node-steps>`;
    const open = live.openIncidents();
    const on = [...live.windows.values()].filter((w) => w.state === 'ON');
    return html`
      <div class="wall">
        <h1 class="unseen">${t('title.wall')}</h1>
        ${counts(live.summary, open)}
        <section class="wall-map panel" aria-label="${t('map.title')}">
          <tram-map></tram-map>
          ${districts(live.summary)}
        </section>
        <section class="wall-incidents panel" aria-labelledby="wall-incidents">
          <div class="panel-head"><h2 id="wall-incidents">${t('incidents.open')} <span class="total">${number(open.length)}</span></h2>
            ${on.length ? html`<a class="worked" href="/maintenance">${spanner}<span>${t('maintenance.wall', number(on.length))}</span></a>` : nothing}
            ${session.current().demo ? html`<tram-faults></tram-faults>` : nothing}</div>
          <div class="scroll" tabindex="0" role="group" aria-labelledby="wall-incidents">
            ${open.length === 0 ? html`<p class="calm">${t('incidents.none')}</p>` : html`<ol class="incidents">
              ${open.map((i) => html`<li><tram-incident-row .incident=${i}></tram-incident-row></li>`)}</ol>`}
          </div>
        </section>
        <section class="wall-changes panel" aria-labelledby="wall-changes">
          <div class="panel-head"><h2 id="wall-changes">${t('changes.title')}</h2>
            <span class="muted">${t('ingest.rate', number(live.summary?.ingest?.readingsPerSecond ?? 0))}</span></div>
          <div class="scroll" tabindex="0" role="group" aria-labelledby="wall-changes">${changes([...live.nodes.values()])}</div>
        </section>
      </div>`;
  }
}

customElements.define('tram-wall', Wall);
