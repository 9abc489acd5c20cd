// Keeps the pages that this device has opened, so that they can be read without a network. Answers
// from the network come first: a page is never older than it has to be.

const KEPT = 'gigastore-traveller-1';
const OURS = /^\/(install|my|traveller|esim\/countries|branding\/logos)\//;

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = url.origin === location.origin && OURS.test(url.pathname);
  if (request.method !== 'GET' || !isOurs) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await kept.put(request, fresh.clone());
    // A link that was revoked is not to be read any longer.
    else if (fresh.status === 404) await kept.delete(request);
    return fresh;
  } catch (error) {
    const old = await kept.match(request, { ignoreVary: true });
    if (old) return old;
    throw error;
  }
}
