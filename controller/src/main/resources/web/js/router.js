// Which page the address means, and moving between pages without losing the feed.

export const changed = new EventTarget();

const routes = [
  [/^\/$/, 'wall', 'tram-wall', () => import('./wall/wall.js')],
  [/^\/nodes$/, 'nodes', 'tram-nodes', () => import('./pages/nodes.js')],
  [/^\/node\/([^/]+)$/, 'node', 'tram-node', () => import('./node/node.js')],
  [/^\/add-node$/, 'add-node', 'tram-add-node', () => import('./pages/add-node.js')],
  [/^\/incidents$/, 'incidents', 'tram-incidents', () => import('./pages/incidents.js')],
  [/^\/maintenance$/, 'maintenance', 'tram-maintenance', () => import('./pages/maintenance.js')],
  [/^\/sla$/, 'sla', 'tram-sla', () => import('./pages/sla.js')],
  [/^\/announcements$/, 'announcements', 'tram-announcements', () => import('./pages/announcements.js')],
  [/^\/emergencies$/, 'emergencies', 'tram-emergencies', () => import('./pages/emergencies.js')],
  [/^\/vouchers$/, 'vouchers', 'tram-vouchers', () => import('./pages/vouchers.js')],
  [/^\/users$/, 'users', 'tram-users', () => import('./pages/users.js')],
  [/^\/sign-in$/, 'sign-in', 'tram-sign-in', () => import('./pages/sign-in.js')],
  [/^\/set-up$/, 'set-up', 'tram-set-up', () => import('./pages/set-up.js')],
];

/** {page, tag, load, argument} for the present address; page is 'missing' for an address that is none of ours. */
export function route() {
  for (const [pattern, page, tag, load] of routes) {
    const match = pattern.exec(location.pathname);
    if (match) return { page, tag, load, argument: match[1] ? decodeURIComponent(match[1]) : '' };
  }
  return { page: 'missing', tag: 'tram-missing', load: () => import('./pages/missing.js'), argument: '' };
}

/** Goes to another page. */
export function go(address) {
  history.pushState(null, '', address);
  changed.dispatchEvent(new Event('change'));
}

/** The query parameter of the address, '' when absent. */
export const query = (name) => new URLSearchParams(location.search).get(name) ?? '';

/** Writes query parameters into the address (empty ones leave it) without a step in the history. */
export function setQuery(values) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(history.state, '', url);
}

addEventListener('popstate', () => changed.dispatchEvent(new Event('change')));
addEventListener('click', (e) => {
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  const link = e.composedPath().find((n) => n instanceof HTMLAnchorElement);
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
  if (link.pathname.startsWith('/api/')) return;
  e.preventDefault();
  go(link.href);
});
