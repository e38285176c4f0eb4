// Who sits in front of the page, and what they may do.
import { get, post, del, setCsrf } from './api.js';

export const changed = new EventTarget();
let session = { signedIn: false, permissions: [], readOpen: false, setUp: true, demo: false, province: null, version: '' };

/** The last answer of GET /session. */
export const current = () => session;

/** Whether the present person may do it: READ, ACKNOWLEDGE, MAINTAIN, NODES, PUBLISH, INJECT_FAULTS, ADMINISTER. */
export const may = (permission) => session.permissions.includes(permission);

function take(next) {
  session = { ...next, permissions: next.permissions ?? [] };
  setCsrf(session.csrf);
  changed.dispatchEvent(new Event('change'));
  return session;
}

export const load = async () => take(await get('session'));
export const signIn = async (user, password) => take(await post('session', { user, password }));

export async function signOut() {
  await del('session');
  return load();
}
