// <tram-add-node>: brings one more node here, or a list of sites or nodes from a spreadsheet.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { post } from '../api.js';
import * as session from '../session.js';
import { refused } from '../parts/notice.js';
import '../parts/node-steps.js';

/** What one request may hold; the server says so too. */
const MOST = 60000;
const SITES = 'id,name,tier,unit,district,parent,latitude,longitude';
const NODES = 'endpoint,name,kind,site,gateway,carrier,rooms';

class AddNode extends Part {
  static properties = { busy: { state: true }, problem: { state: true }, done: { state: true } };

  async send(event) {
    event.preventDefault();
    const form = event.target;
    const file = form.elements.file.files[0];
    if (!file) return;
    Object.assign(this, { busy: true, problem: null, done: null });
    try {
      const csv = await file.text();
      if ([...csv].length > MOST) throw { title: t('import.long', MOST), message: '' };
      this.done = await post('inventory', { csv });
      form.reset();
    } catch (e) {
      this.problem = e;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<tram-node-steps></tram-node-steps>
      ${session.may('NODES') ? html`<div class="page import"><section class="panel" aria-labelledby="import"><div class="panel-head"><h2 id="import">${t('import.title')}</h2></div>
        <form class="panel-body stack" @submit=${(e) => this.send(e)}>
          <p>${t('import.how')}</p>
          <p class="columns">${t('import.sites')} <code>${SITES}</code></p>
          <p class="columns">${t('import.nodes')} <code>${NODES}</code></p>
          <label>${t('import.file')} <input type="file" name="file" accept=".csv,text/csv" required></label>
          ${this.problem ? refused(this.problem) : nothing}
          ${this.done ? html`<p role="status">${t('import.done', this.done.sites, this.done.nodes)}</p>` : nothing}
          <button type="submit" class="primary" ?disabled=${this.busy}>${t('import.send')}</button>
        </form></section></div>` : nothing}`;
  }
}

customElements.define('tram-add-node', AddNode);
