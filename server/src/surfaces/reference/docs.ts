import { serveFixed } from '../../platform/http/fixed-answer.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { registerErrorPages } from './error-pages.ts';
import { apiDocument } from './openapi.ts';
import { toPostmanCollection } from './postman.ts';
import { JOURNEY } from './postman-journey.ts';
import { registerReference } from './reference.ts';

export type DocsParts = {
  publicUrl: string;
  /** What the Postman collection signs in with; empty where there is no demonstration key. */
  demoKey: { clientId: string; clientSecret: string };
};

/**
 * Registers `/openapi.json`, `/postman.json`, the interactive `/docs/api`, and a page for each
 * error code.
 */
export function registerDocs(app: App, { publicUrl, demoKey }: DocsParts): void {
  serveJson(app, '/openapi.json', () => apiDocument(app));
  serveJson(app, '/postman.json', () =>
    toPostmanCollection(apiDocument(app), {
      steps: JOURNEY,
      variables: { baseUrl: publicUrl, ...demoKey, accessToken: '' },
    }),
  );
  registerErrorPages(app);
  registerReference(app, publicUrl);
}

function serveJson(app: App, url: string, read: () => unknown): void {
  serveFixed(app, url, {
    type: 'application/json; charset=utf-8',
    // Kept, and asked for again each time: it changes with the version of the store.
    cacheControl: 'public, no-cache',
    load: () => Buffer.from(JSON.stringify(read())),
  });
}
