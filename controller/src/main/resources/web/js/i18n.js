// The text that people see. One language is loaded at a time; a change of language tells everybody who listens.

const languages = ['vi', 'en'];
export const changed = new EventTarget();
let messages = {};
let language = document.documentElement.lang === 'en' ? 'en' : 'vi';

/** 'vi' or 'en'. */
export const lang = () => language;

/** Loads the messages of the present language. Throws when the server does not answer. */
export async function loadMessages() {
  const response = await fetch(`/api/v1/messages/${language}`);
  if (!response.ok) throw new Error(`messages: ${response.status}`);
  messages = await response.json();
}

/** Switches to the language, remembers it, and re-renders without a reload. */
export async function setLang(next) {
  if (!languages.includes(next) || next === language) return;
  const before = language;
  language = next;
  try {
    await loadMessages();
  } catch (e) {
    language = before;
    throw e;
  }
  document.documentElement.lang = next;
  try { localStorage.setItem('tram.lang', next); } catch { /* private window: the address keeps it */ }
  const url = new URL(location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.set('lang', next);
    history.replaceState(history.state, '', url);
  }
  changed.dispatchEvent(new Event('change'));
}

/** The message with {0}, {1} … filled in; the key itself when there is none, so that a gap is seen and not blank. */
export function t(key, ...args) {
  const text = messages[key];
  if (text === undefined) return key;
  return args.length === 0 ? text : text.replace(/\{(\d)\}/g, (whole, i) => args[i] ?? whole);
}

/** Whether there is such a message. */
export const known = (key) => messages[key] !== undefined;
