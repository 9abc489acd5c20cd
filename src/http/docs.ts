import { createHash } from 'node:crypto';
import reference from '@scalar/fastify-api-reference';
import type { RouteOptions } from 'fastify';
import { registerErrorPages } from './error-pages.ts';
import { apiDocument } from './openapi.ts';
import { pageHeaders } from './page.ts';
import { toPostmanCollection } from './postman.ts';
import { JOURNEY } from './postman-journey.ts';
import type { App, Reply, Request } from './typed-app.ts';
import { sendJson } from './write.ts';

export type DocsParts = {
  publicUrl: string;
  /** What the Postman collection signs in with; empty where there is no demonstration key. */
  demoKey: { clientId: string; clientSecret: string };
};

/** `/openapi.json`, `/postman.json`, the interactive `/docs`, and a page for each error code. */
export function registerDocs(app: App, { publicUrl, demoKey }: DocsParts): void {
  serveJson(app, '/openapi.json', () => apiDocument(app));
  serveJson(app, '/postman.json', () =>
    toPostmanCollection(apiDocument(app), {
      steps: JOURNEY,
      variables: { baseUrl: publicUrl, ...demoKey, accessToken: '' },
    }),
  );
  registerErrorPages(app);
  app.register(async (docs) => {
    declarePublic(docs as unknown as App);
    await docs.register(reference, {
      routePrefix: '/docs',
      configuration: { ...OFFLINE, servers: [{ url: new URL(publicUrl).pathname }] },
    });
  });
}

function serveJson(app: App, url: string, read: () => unknown): void {
  let body: string | undefined;
  app.get(url, { config: { public: true } }, (_, reply) => {
    body ??= JSON.stringify(read());
    return sendJson(reply, body);
  });
}

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

/** The plugin declares its own routes, which cannot say that they are public. */
function declarePublic(docs: App): void {
  const declare = docs.route.bind(docs);
  docs.route = ((route: RouteOptions) => {
    return declare({
      ...route,
      onSend: addHeaders,
      config: { ...route.config, public: true },
    } as never);
  }) as typeof docs.route;
}

async function addHeaders(_: Request, reply: Reply, content: unknown): Promise<unknown> {
  if (typeof content === 'string' && content.startsWith('<!doctype')) {
    reply.headers(policyOf(content));
  } else {
    reply.header('Cache-Control', 'public, max-age=3600');
  }
  return content;
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
