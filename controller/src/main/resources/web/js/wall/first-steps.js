// <tram-first-steps>: the wall before there is a node on it.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';
import { post } from '../api.js';
import * as session from '../session.js';
import { refused } from '../parts/notice.js';

class FirstSteps extends Part {
  static properties = { claim: { state: true }, busy: { state: true }, problem: { state: true }, copied: { state: true } };

  render() {
    return html`<div class="page first">
      <h1>${t('first.title')}</h1>
      <p class="lead">${t('first.lead')}</p>
      <ol class="steps">
        <li class=${this.claim ? 'done' : 'now'}><h2>${t('first.claim')}</h2><p>${t('first.claim.text')}</p>${this.make()}</li>
        <li class=${this.claim ? 'now' : ''}><h2>${t('first.run')}</h2><p>${t('first.run.text')}</p>${this.command()}</li>
        <li><h2>${t('first.watch')}</h2><p>${t('first.watch.text')}</p>
          ${this.claim ? html`<p role="status"><span class="spinner" aria-hidden="true"></span>${t('first.watching')}</p>` : nothing}</li>
      </ol></div>`;
  }

  make() {
    if (!session.may('NODES')) return html`<p><a class="button primary" href="/sign-in?next=/">${t('first.sign.in')}</a></p>`;
    return html`<p><button type="button" class="primary" ?disabled=${this.busy} @click=${this.makeClaim}>${t(this.claim ? 'first.claim.again' : 'first.claim.make')}</button></p>
      ${this.problem ? refused(this.problem) : nothing}
      ${this.claim ? html`<dl class="facts"><dt>${t('first.claim.code')}</dt><dd><code>${this.claim.claim}</code></dd>
        <dt>${t('first.claim.until')}</dt><dd>${dateTime(this.claim.expiresAt)}</dd></dl>
        <p class="muted">${t('first.claim.once')}</p>` : nothing}`;
  }

  command() {
    const shown = this.claim?.command ?? t('first.run.example');
    return html`<pre class="command ${this.claim ? '' : 'muted'}" tabindex="0" aria-label="${t('first.run')}"><code>${shown}</code></pre>
      ${this.claim ? html`<p><button type="button" @click=${this.copy}>${t(this.copied ? 'copied' : 'copy')}</button></p>` : nothing}`;
  }

  makeClaim = async () => {
    this.busy = true;
    this.problem = null;
    try {
      this.claim = await post('claims');
    } catch (e) {
      this.problem = e;
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

customElements.define('tram-first-steps', FirstSteps);
