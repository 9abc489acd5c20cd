// What the pages for travellers do with scripts. Without, they say and do the same more slowly.

const locale = document.documentElement.dataset.locale;
const REFRESH_MS = 60_000;

function all(selector) {
  return [...document.querySelectorAll(selector)];
}

/** Times stand in UTC; the device knows where it is. */
function showLocalTimes() {
  for (const time of all('time[datetime]')) {
    const day = { dateStyle: 'long' };
    const format = 'day' in time.dataset ? day : { ...day, timeStyle: 'short' };
    time.textContent = new Intl.DateTimeFormat(locale, format).format(new Date(time.dateTime));
  }
  for (const remark of all('[data-utc]')) remark.hidden = true;
}

function showCopyButtons() {
  if (!navigator.clipboard) return;
  for (const button of all('[data-copy]')) button.hidden = false;
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.querySelector('span');
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => {
    label.textContent = before;
  }, 2_000);
}

/** Returns the same page, answered again. */
async function load(url) {
  const answer = await fetch(url, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return undefined;
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

const FOCUSABLE = 'summary, a, button';

async function searchModels(form) {
  const url = new URL(location.href);
  url.search = new URLSearchParams(new FormData(form)).toString();
  const page = await load(url).catch(() => undefined);
  if (!page) return form.submit();
  const found = page.querySelector('[data-found]');
  document.querySelector('[data-found]').replaceWith(document.adoptNode(found));
}

function findPlaces(input) {
  const text = input.value.trim().toLocaleLowerCase(locale);
  for (const place of all('[data-place]')) {
    place.hidden = !place.textContent.toLocaleLowerCase(locale).includes(text);
  }
}

/** Brings the customer's page up to date; what is open stays open, and nobody's typing is lost. */
async function refresh() {
  const shown = document.querySelector('[data-refresh]');
  const isTyping = shown?.contains(document.activeElement?.closest('input'));
  if (!shown || isTyping || document.hidden) return;
  const fresh = (await load(location.href).catch(() => undefined))?.querySelector('[data-refresh]');
  if (!fresh) return;
  const focused = [...shown.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const folds = fresh.querySelectorAll('details');
  for (const [index, fold] of shown.querySelectorAll('details').entries()) {
    if (folds[index]) folds[index].open = fold.open;
  }
  shown.replaceWith(document.adoptNode(fresh));
  prepare();
  if (focused >= 0) fresh.querySelectorAll(FOCUSABLE)[focused]?.focus();
}

function prepare() {
  showLocalTimes();
  showCopyButtons();
  for (const search of all('[data-places]')) search.hidden = false;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) copy(button);
  for (const menu of all('.langs[open]')) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-search]')) return;
  event.preventDefault();
  searchModels(event.target);
});
document.addEventListener('input', (event) => {
  if (event.target.closest('[data-places]')) findPlaces(event.target);
});
document.addEventListener('visibilitychange', refresh);
setInterval(refresh, REFRESH_MS);
prepare();

if ('serviceWorker' in navigator && !document.querySelector('.lonely')) {
  const scope = `/${location.pathname.split('/')[1]}/`;
  navigator.serviceWorker.register('/traveller/offline.js', { scope }).catch(() => undefined);
}
