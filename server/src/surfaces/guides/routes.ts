import { builtSite } from '../../platform/http/built-site.ts';
import { pageHeaders, sendPage, wantsPage } from '../../platform/http/page.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { noSuchRoute } from '../../platform/http/unknown-routes.ts';

const SITE = builtSite('docs');
const config = { public: true } as const;
const RETRY_AFTER_S = 2;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** Whoever has a page asks whether it has changed. */
const PAGE = { maxAge: 0 } as const;
const HEADERS = {
  ...pageHeaders(
    [
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
    ].join('; '),
  ),
  'Referrer-Policy': 'same-origin',
};
const BUILDING = `<h1>The guides are being built</h1>
<p class="soft">This takes a few seconds and happens once. The page opens by itself; the
<a href="/docs/api/">API reference</a> is there already.</p>`;

/** Serves `/docs/`: the guides as they were built, and each page as Markdown under `<page>.md`. */
export function registerGuides(app: App): void {
  app.get('/docs/', { config }, (request, reply) => {
    // Relative links of the page need the slash.
    if (!/^[^?]*\/(\?|$)/.test(request.url)) return reply.redirect('docs/', 301);
    return sendGuide(request, reply, 'index.html');
  });
  app.get('/docs/assets/*', { config }, (request, reply) => {
    const name = `assets/${nameOf(request)}`;
    if (!SITE.has(name)) throw noSuchRoute();
    // The names of these change with their contents.
    return SITE.send(reply, name, { immutable: true, maxAge: YEAR_MS });
  });
  app.get('/docs/*', { config }, (request, reply) => {
    const name = nameOf(request).replace(/\/$/, '');
    if (!name.endsWith('.html') && SITE.has(name)) return SITE.send(reply, name, PAGE);
    const pages = [`${name}.html`, `${name}/index.html`];
    return sendGuide(request, reply, pages.find(SITE.has));
  });
  app.get('/llms.txt', { config }, (_, reply) => {
    if (!SITE.has('llms.txt')) throw noSuchRoute();
    return SITE.send(reply, 'llms.txt', PAGE);
  });
}

function nameOf({ params }: Request): string {
  return (params as { '*': string })['*'];
}

function sendGuide(request: Request, reply: Reply, name: string | undefined): Reply {
  if (name !== undefined && SITE.has(name)) return SITE.send(reply.headers(HEADERS), name, PAGE);
  if (!wantsPage(request, reply)) throw noSuchRoute();
  if (SITE.has('404.html')) return SITE.send(reply.code(404).headers(HEADERS), '404.html', PAGE);
  reply.code(503).headers({ 'Retry-After': RETRY_AFTER_S, Refresh: RETRY_AFTER_S });
  return sendPage(reply, 'Gigastore', BUILDING);
}
