// Every value a node has ever sent, newest of each, with its path, unit and age.
import { html, nothing } from 'lit';
import { t } from '../i18n.js';
import { measured, number, plain, dateTimeSeconds } from '../format.js';

const FEW = 25;

export function values(n, { search, all, find, more }) {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = (n.values ?? []).filter((v) => words.every((w) => plain(`${v.path} ${v.name} ${v.value}`).includes(w)));
  const shown = all || words.length ? found : found.slice(0, FEW);
  return html`<section class="panel values" aria-labelledby="values"><div class="panel-head"><h2 id="values">${t('values.title')} <span class="total">${number(n.values?.length ?? 0)}</span></h2>
    <label class="search"><span class="unseen">${t('values.search')}</span><input type="search" autocomplete="off" placeholder=${t('values.search')} .value=${search}
      @input=${(e) => find(e.target.value)}></label></div>
    <div class="wide" tabindex="0" role="group" aria-labelledby="values"><table><thead><tr><th scope="col">${t('values.path')}</th><th scope="col">${t('values.name')}</th><th scope="col" class="number">${t('values.value')}</th>
      <th scope="col">${t('values.age')}</th><th scope="col">${t('values.device.time')}</th></tr></thead>
      <tbody>${shown.map((v) => html`<tr><td class="mono">${v.path}</td><td>${v.name}</td><td class="number value">${measured(v.value, v.units)}</td>
        <td><tram-age at=${v.at}></tram-age></td><td class="nowrap">${v.deviceTime ? dateTimeSeconds(v.deviceTime) : t('clock.none')}</td></tr>`)}</tbody></table></div>
    ${shown.length < found.length ? html`<p class="panel-body"><button type="button" @click=${more}>${t('values.more', number(found.length - shown.length))}</button></p>` : nothing}
    ${found.length === 0 ? html`<p class="panel-body muted">${t('values.none')}</p>` : nothing}</section>`;
}
