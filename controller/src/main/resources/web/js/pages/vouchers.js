// <tram-vouchers>: codes that open hotspots' doors, made in batches, printed once, revoked together.
import { html, nothing } from 'lit';
import { Part } from '../parts/part.js';
import { t } from '../i18n.js';
import { dateTime, number } from '../format.js';
import { del, get, post } from '../api.js';
import { live } from '../live.js';
import * as session from '../session.js';
import { loading, refused, empty } from '../parts/notice.js';

/** Viet Nam has had no summer time since 1975, and the form is in Viet Nam's time wherever the browser is. */
const OFFSET = '+07:00';
const local = (millis) => new Date(millis + 7 * 3_600_000).toISOString().slice(0, 16);

class Vouchers extends Part {
  static properties = { list: { state: true }, problem: { state: true }, busy: { state: true }, refusal: { state: true }, made: { state: true }, sure: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.followLive();
    this.load();
  }

  async load() {
    if (!session.may('PUBLISH')) return;
    try {
      this.list = (await get('vouchers')).batches;
      this.problem = null;
    } catch (e) {
      this.problem = e;
    }
  }

  async change(work) {
    this.busy = true;
    this.refusal = null;
    try {
      await work();
      await this.load();
    } catch (problem) {
      this.refusal = problem;
    } finally {
      this.busy = false;
      this.sure = null;
    }
  }

  make = (e) => {
    e.preventDefault();
    const data = new FormData(e.target);
    this.change(async () => {
      this.made = await post('vouchers', { count: Number(data.get('count')), hours: Number(data.get('hours')),
        quotaMegabytes: Number(data.get('quota')), until: `${data.get('until')}:00${OFFSET}` });
    });
  };

  render() {
    return html`<div class="page"><h1>${t('title.vouchers')}</h1><p class="muted">${t('vouchers.explained')}</p>
      ${!session.may('PUBLISH') ? html`<p class="muted">${t('vouchers.not.allowed')}</p>` : html`${this.form()}
        ${this.refusal ? refused(this.refusal) : nothing}${this.made ? this.sheet() : nothing}${this.batches()}`}</div>`;
  }

  form() {
    const end = local(Math.floor(live.now() / 3_600_000) * 3_600_000 + 30 * 86_400_000);
    return html`<section class="panel" aria-labelledby="make"><div class="panel-head"><h2 id="make">${t('vouchers.new')}</h2></div>
      <form class="panel-body stack" @submit=${this.make}><div class="two">
        <label>${t('vouchers.count')}<input type="number" name="count" min="1" max="500" required value="24"></label>
        <label>${t('vouchers.hours')}<input type="number" name="hours" min="1" max="720" required value="24"></label>
        <label>${t('vouchers.quota')}<input type="number" name="quota" min="0" max="100000" required value="0"></label>
        <label>${t('vouchers.until')}<input type="datetime-local" name="until" required value=${end}></label></div>
        <button type="submit" class="primary" ?disabled=${this.busy}>${t(this.busy ? 'vouchers.making' : 'vouchers.make')}</button></form></section>`;
  }

  /** Both languages on each slip, whatever the page's own. */
  sheet() {
    const { batch, codes } = this.made;
    const until = new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(batch.until));
    return html`<section class="panel sheet" aria-labelledby="sheet"><div class="panel-head"><h2 id="sheet">${t('vouchers.sheet', number(batch.id))}</h2>
        <button type="button" class="primary" @click=${() => window.print()}>${t('vouchers.print')}</button></div>
      <p class="panel-body notice">${t('vouchers.once')}</p>
      <ol class="slips">${codes.map((code) => html`<li><strong>${session.current().province?.name ?? 'Wi-Fi'}</strong><span lang="vi">Mã vào mạng</span><span lang="en">Access code</span>
        <span class="code">${code}</span><span lang="vi">${batch.hours} giờ, dùng trước ${until}</span><span lang="en">${batch.hours} hours, use before ${until}</span></li>`)}</ol></section>`;
  }

  batches() {
    return html`<section class="panel" aria-labelledby="batches"><div class="panel-head"><h2 id="batches">${t('vouchers.batches')}</h2></div>
      ${this.problem ? refused(this.problem, () => this.load()) : !this.list ? loading() : this.list.length === 0 ? empty(t('vouchers.none'))
        : html`<ol class="published">${this.list.map((b) => this.one(b))}</ol>`}</section>`;
  }

  one(b) {
    const over = Date.parse(b.until) <= live.now();
    return html`<li><div class="published-text"><h3>${t('vouchers.batch', number(b.id), number(b.size))}</h3>
      <p>${t('vouchers.hours.of', number(b.hours))}${b.quotaMegabytes ? ` · ${t('vouchers.quota.of', number(b.quotaMegabytes))}` : ''} · ${t(over ? 'vouchers.over' : 'vouchers.until.of', dateTime(b.until))}</p>
      <p class="buttons">${over ? nothing : this.sure === b.id ? html`<strong>${t('vouchers.sure')}</strong>
        <button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.change(async () => {
          await del(`vouchers/${b.id}`);
          if (this.made?.batch.id === b.id) this.made = null;
        })}>${t('vouchers.revoke.now')}</button>
        <button type="button" @click=${() => { this.sure = null; }}>${t('cancel')}</button>`
        : html`<button type="button" aria-label="${t('vouchers.revoke')}: ${number(b.id)}" @click=${() => { this.sure = b.id; }}>${t('vouchers.revoke')}</button>`}</p></div></li>`;
  }
}

customElements.define('tram-vouchers', Vouchers);
