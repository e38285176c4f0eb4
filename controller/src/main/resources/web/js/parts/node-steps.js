// <tram-node-steps first>: the three steps that bring a node here; `first` is the wall before there is any.
import { html, nothing } from 'lit';
import { Part } from './part.js';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';
import { post } from '../api.js';
import { live } from '../live.js';
import * as session from '../session.js';
import { refused } from './notice.js';

/** What the server lets a node be called. */
const NAME = '[A-Za-z0-9._\\-]{1,64}';

class NodeSteps extends Part {
  static properties = { first: { type: Boolean }, endpoint: { state: true }, claim: { state: true }, busy: { state: true },
    problem: { state: true }, copied: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.followLive();
  }

  /** The claimed node as the wall knows it, null before it has registered. */
  get arrived() { return (this.claim && live.nodes.get(this.endpoint)) ?? null; }

  render() {
    return html`<div class="page first">
      <h1>${t(this.first ? 'first.title' : 'title.add-node')}</h1>
      <p class="lead">${t(this.first ? 'first.lead' : 'add.lead')}</p>
      <ol class="steps">
        <li class=${this.claim ? 'done' : 'now'}><h2>${t('first.claim')}</h2><p>${t('first.claim.text')}</p>${this.make()}</li>
        <li class=${this.arrived ? 'done' : this.claim ? 'now' : ''}><h2>${t('first.run')}</h2><p>${t('first.run.text')}</p>${this.command()}</li>
        <li class=${this.arrived ? 'done' : ''}><h2>${t('first.watch')}</h2><p>${t('first.watch.text')}</p>${this.watch()}</li>
      </ol></div>`;
  }

  make() {
    if (!session.may('NODES')) {
      return html`<p><a class="button primary" href="/sign-in?next=${encodeURIComponent(location.pathname)}">${t('first.sign.in')}</a></p>`;
    }
    return html`<form class="claim-form" @submit=${this.makeClaim}>
        <label>${t('first.name')}<input name="endpoint" required maxlength="64" pattern=${NAME} title=${t('first.name.rule')}
          placeholder="ubnd-xa-an-thinh" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
        <button type="submit" class="primary" ?disabled=${this.busy}>${t(this.claim ? 'first.claim.again' : 'first.claim.make')}</button>
        <p class="muted">${t('first.name.rule')}</p></form>
      ${this.problem ? refused(this.problem) : nothing}
      ${this.claim ? html`<p class="muted">${t('first.claim.until', this.endpoint, dateTime(this.claim.expiresAt))}</p>` : nothing}`;
  }

  command() {
    const shown = this.claim?.command ?? t('first.run.example');
    return html`<pre class="command ${this.claim ? '' : 'muted'}" tabindex="0" aria-label="${t('first.run')}"><code>${shown}</code></pre>
      ${this.claim ? html`<p><button type="button" @click=${this.copy}>${t(this.copied ? 'copied' : 'copy')}</button></p>` : nothing}`;
  }

  watch() {
    if (!this.claim) return nothing;
    return this.arrived
      ? html`<p role="status">${t('first.arrived')} <a href="/node/${encodeURIComponent(this.endpoint)}">${this.arrived.name || this.endpoint}</a></p>`
      : html`<p role="status"><span class="spinner" aria-hidden="true"></span>${t('first.watching', this.endpoint)}</p>`;
  }

  makeClaim = async (e) => {
    e.preventDefault();
    const endpoint = new FormData(e.target).get('endpoint');
    this.busy = true;
    this.problem = null;
    try {
      this.claim = await post('claims', { endpoint });
      this.endpoint = endpoint;
      this.copied = false;
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  };

  copy = async () => {
    try {
      await navigator.clipboard.writeText(this.claim.command);
      this.copied = true;
    } catch { // no clipboard without TLS: select it, so that Ctrl-C does
      getSelection().selectAllChildren(this.querySelector('.command'));
    }
  };
}

customElements.define('tram-node-steps', NodeSteps);
