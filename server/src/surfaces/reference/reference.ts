import { createHash } from 'node:crypto';
import { fastify } from 'fastify';
import { serveFixed } from '../../platform/http/fixed-answer.ts';
import { pageHeaders } from '../../platform/http/page.ts';
import type { App } from '../../platform/http/typed-app.ts';

type Reference = { page: string; script: Buffer };

/** Registers `/docs/api`: the interactive reference of `/openapi.json`. */
export function registerReference(app: App, publicUrl: string): void {
  let loading: Promise<Reference> | undefined;
  // Loaded when first asked for, because the bundle takes 0.3 s and 35 MB.
  const load = () => {
    loading ??= loadReference(publicUrl);
    return loading;
  };
  app.get('/docs/api/', { config: { public: true } }, async (request, reply) => {
    // The page's script is named relative to it.
    if (!/^[^?]*\/(\?|$)/.test(request.url)) return reply.redirect('api/', 301);
    const { page } = await load();
    return reply.headers(policyOf(page)).send(page);
  });
  serveFixed(app, '/docs/api/js/scalar.js', {
    type: 'text/javascript; charset=utf-8',
    cacheControl: CACHED,
    load: async () => (await load()).script,
  });
}

const CACHED = 'public, max-age=3600';

/** Turns off everything that calls other servers, which the page's policy forbids as well. */
const OFFLINE = {
  pageTitle: 'Gigastore API',
  url: '../../openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'json',
  agent: { disabled: true },
  mcp: { disabled: true },
  externalUrls: { dashboardUrl: '', registryUrl: '', proxyUrl: '', apiBaseUrl: '' },
} as const;

/** The plugin serves its files by routes of its own, so that it gets a server of its own. */
async function loadReference(publicUrl: string): Promise<Reference> {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const shelf = fastify();
  const servers = [{ url: new URL(publicUrl).pathname }];
  shelf.register(plugin, { routePrefix: '/docs/api', configuration: { ...OFFLINE, servers } });
  const page = await shelf.inject('/docs/api/');
  const script = await shelf.inject('/docs/api/js/scalar.js');
  await shelf.close();
  return { page: page.body, script: script.rawPayload };
}

/** Allows own scripts only, inline ones by their hash. The reference sets styles inline. */
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
