// Numbers, times and units as they are written in Viet Nam, and their English forms.
import { lang, t } from './i18n.js';

export const ZONE = 'Asia/Ho_Chi_Minh';
const made = new Map();

function intl(name, make) {
  const key = `${lang()}:${name}`;
  if (!made.has(key)) made.set(key, make(lang() === 'vi' ? 'vi-VN' : 'en-GB'));
  return made.get(key);
}

/** 1.234,5 in Vietnamese, 1,234.5 in English; at most `digits` decimals. */
export function number(value, digits = 0) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return intl(`n${digits}`, (l) => new Intl.NumberFormat(l, { maximumFractionDigits: digits })).format(value);
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit',
  hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

function fields(at) {
  const date = at instanceof Date ? at : new Date(at);
  if (at === null || at === undefined || Number.isNaN(date.getTime())) return null;
  return Object.fromEntries(clock.formatToParts(date).map((p) => [p.type, p.value]));
}

/** dd/MM/yyyy HH:mm in Viet Nam's time. */
export function dateTime(at) {
  const f = fields(at);
  return f ? `${f.day}/${f.month}/${f.year} ${f.hour}:${f.minute}` : '–';
}

/** dd/MM/yyyy HH:mm:ss */
export function dateTimeSeconds(at) {
  const f = fields(at);
  return f ? `${f.day}/${f.month}/${f.year} ${f.hour}:${f.minute}:${f.second}` : '–';
}

/** HH:mm:ss */
export function time(at) {
  const f = fields(at);
  return f ? `${f.hour}:${f.minute}:${f.second}` : '–';
}

/** HH:mm for a chart's axis, dd/MM at midnight. */
export function axisTime(at) {
  const f = fields(at);
  if (!f) return '';
  return f.hour === '00' && f.minute === '00' ? `${f.day}/${f.month}` : `${f.hour}:${f.minute}`;
}

/** dd/MM */
export function axisDay(at) {
  const f = fields(at);
  return f ? `${f.day}/${f.month}` : '';
}

/** "5 phút trước" for a number of milliseconds. */
export function age(millis) {
  const s = Math.max(0, Math.floor(millis / 1000));
  if (s < 60) return t('age.seconds', number(s));
  if (s < 3600) return t('age.minutes', number(Math.floor(s / 60)));
  if (s < 86400) return t('age.hours', number(Math.floor(s / 3600)));
  return t('age.days', number(Math.floor(s / 86400)));
}

/** "1 giờ 10 phút": the two largest units of a number of milliseconds. */
export function duration(millis) {
  if (millis === null || millis === undefined) return '–';
  const s = Math.max(0, Math.floor(millis / 1000));
  const parts = [['days', Math.floor(s / 86400)], ['hours', Math.floor(s / 3600) % 24],
    ['minutes', Math.floor(s / 60) % 60], ['seconds', s % 60]];
  const first = parts.findIndex(([, n]) => n > 0);
  if (first < 0) return t('duration.seconds', '0');
  return parts.slice(first, first + 2).filter(([, n]) => n > 0)
    .map(([unit, n]) => t(`duration.${unit}`, number(n))).join(' ');
}

function scaled(value, step, units) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  let v = Math.abs(value);
  let i = 0;
  while (v >= step && i < units.length - 1) { v /= step; i++; }
  const shown = number(value < 0 ? -v : v, i === 0 || v >= 100 ? 0 : v >= 10 ? 1 : 2);
  return `${shown} ${units[i]}`;
}

/** 12,5 Mbit/s (powers of 1,000). */
export const bitRate = (value) => scaled(value, 1000, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']);
/** 610 MiB (powers of 1,024). */
export const bytes = (value) => scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']);
/** 12,5 % */
export const percent = (value) => (value === null || value === undefined ? '–' : `${number(value, 1)} %`);

/** Lower case without diacritics, so that "uy ban" finds "Ủy ban". */
export function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** One value of a device with its unit. */
export function measured(value, units) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value !== 'number') return String(value);
  if (units === 'bit/s') return bitRate(value);
  if (units === 'B') return Math.abs(value) < 10000 ? `${value} B` : bytes(value); // an MTU is 1500 B
  if (units === 'kB') return bytes(value * 1024);
  if (units === 'Cel') return `${number(value, 1)} °C`;
  return units ? `${number(value, 3)} ${units}` : number(value, 3);
}
