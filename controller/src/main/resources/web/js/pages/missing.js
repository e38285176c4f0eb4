// An address that is none of ours.
import { html } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { empty } from '../parts/notice.js';

class Missing extends Part {
  render() {
    return html`<div class="page"><h1>${t('missing.title')}</h1>
      ${empty(t('missing.text', location.pathname), html`<p><a href="/">${t('missing.home')}</a></p>`)}</div>`;
  }
}

customElements.define('tram-missing', Missing);
