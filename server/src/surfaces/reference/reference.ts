import { createHash } from 'node:crypto';
import { fastify } from 'fastify';
import { pageHeaders } from '../../platform/http/page.ts';
import type { App } from '../../platform/http/typed-app.ts';

type Reference = { page: string; script: Buffer };

/** `/docs`: the interactive reference of `/openapi.json`. */
export function registerReference(app: App, publicUrl: string): void {
  let loading: Promise<Reference> | undefined;
  // Only when somebody looks: the bundle costs 0.3 s of every start and 35 MB.
  const load = () => {
    loading ??= loadReference(publicUrl);
    return loading;
  };
  app.get('/docs/', { config: { public: true } }, async (request, reply) => {
    // What the page loads is named relative to it.
    if (!/^[^?]*\/(\?|$)/.test(request.url)) return reply.redirect('docs/', 301);
    const { page } = await load();
    return reply.headers(policyOf(page)).send(page);
  });
  app.get('/docs/js/scalar.js', { config: { public: true } }, async (_, reply) => {
    const { script } = await load();
    const type = 'text/javascript; charset=utf-8';
    return reply.headers({ 'Content-Type': type, 'Cache-Control': CACHED }).send(script);
  });
}

const CACHED = 'public, max-age=3600';

/** Everything that would reach beyond this server is off; the page's policy forbids it as well. */
const OFFLINE = {
  pageTitle: 'Gigastore API',
  url: '../openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'json',
  agent: { disabled: true },
  mcp: { disabled: true },
  externalUrls: { dashboardUrl: '', registryUrl: '', proxyUrl: '', apiBaseUrl: '' },
} as const;

/** The plugin serves its files by routes of its own, so it gets a server to itself for once. */
async function loadReference(publicUrl: string): Promise<Reference> {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const shelf = fastify();
  const servers = [{ url: new URL(publicUrl).pathname }];
  shelf.register(plugin, { routePrefix: '/docs', configuration: { ...OFFLINE, servers } });
  const page = await shelf.inject('/docs/');
  const script = await shelf.inject('/docs/js/scalar.js');
  await shelf.close();
  return { page: page.body, script: script.rawPayload };
}

/** Own scripts only, the page's inline ones by their hash; the reference sets styles inline. */
function policyOf(page: string): Record<string, string> {
  const inline = [...page.matchAll(/<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return pageHeaders(
    [
      `script-src 'self' ${hashes.join(' ')}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "form-action 'none'",
    ].join('; '),
  );
}
