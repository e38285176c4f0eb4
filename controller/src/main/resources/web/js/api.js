// Calls to /api/v1. A refusal is a Problem (RFC 9457) with what, rule and value; nothing else is thrown.
import { t } from './i18n.js';

/** What the server, or the way to it, said no with. status 0: no answer came. */
export class Problem extends Error {
  constructor(status, title, detail, problems = []) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.problems = problems;
  }
}

let csrf = '';
/** The session tells us which token its changing calls must carry. */
export const setCsrf = (token) => { csrf = token ?? ''; };

async function call(method, path, body, signal) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(`/api/v1/${path}`, {
      method, headers, signal, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0, t('error.unreachable'), t('error.unreachable.detail'));
  }
  const text = await response.text();
  let json = null;
  try { json = text ? JSON.parse(text) : null; } catch { /* a proxy's page, not ours */ }
  if (!response.ok) {
    throw new Problem(response.status, json?.title ?? t('error.status', response.status), json?.detail ?? '', json?.problems);
  }
  return json;
}

export const get = (path, signal) => call('GET', path, undefined, signal);
export const post = (path, body = {}) => call('POST', path, body);
export const del = (path) => call('DELETE', path);

/** Every node, page by page. */
export async function allNodes(signal) {
  const nodes = [];
  let after = '';
  for (;;) {
    const page = await get(`nodes?limit=1000${after ? `&after=${encodeURIComponent(after)}` : ''}`, signal);
    nodes.push(...page.nodes);
    if (page.nodes.length === 0 || nodes.length >= page.total) return { at: page.at, nodes };
    after = page.nodes.at(-1).endpoint;
  }
}
