import type { App } from '../../platform/http/typed-app.ts';

const SDK_PATH = '/sdk/v1/';
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, X-Request-Id',
};
const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type',
  // Two hours, the longest time that Chromium keeps.
  'Access-Control-Max-Age': '7200',
};

/**
 * Lets pages of any origin call the SDK API (CORS), as apps in web views and browsers do. Its
 * tokens are in a header that a page has to set; cookies are not read there.
 */
export function allowOtherOrigins(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.url.startsWith(SDK_PATH)) return done();
    reply.headers(HEADERS);
    const isPreflight =
      request.method === 'OPTIONS' &&
      request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) return done();
    reply.headers(PREFLIGHT_HEADERS).code(204).send();
  });
}
