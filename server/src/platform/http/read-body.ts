import { composeTexts } from '../../kernel/compose.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { MAX_BODY_BYTES, parseJsonBody } from './json-body.ts';
import type { App, Request } from './typed-app.ts';

const MEDIA_TYPE = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/;
const FORM_TYPE = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i;
const JSON_TYPE = /^\s*application\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * Reads every body once: JSON of any spelling of its type, or of none. Another type is refused
 * where the route takes a body and ignored where it takes none: clients send them out of habit.
 */
export function readBodies(app: App): void {
  app.decorateRequest('sentBody', undefined);
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES } as const;
  app.addContentTypeParser<Buffer>('*', options, (request, bytes, done) => {
    try {
      request.sentBody = readBody(request, bytes);
      done(null, request.sentBody);
    } catch (error) {
      done(error as Error);
    }
  });
  app.addHook('onRoute', (route) => {
    if (!route.config?.ignoresBody) return;
    route.onRequest = [...[route.onRequest ?? []].flat(), discardBody];
  });
}

function readBody(request: Request, bytes: Buffer): unknown {
  const type = request.headers['content-type'];
  if (bytes.length === 0 || type === undefined || JSON_TYPE.test(type)) return parseJsonBody(bytes);
  if (request.routeOptions.config.takesForm && FORM_TYPE.test(type)) {
    return composeTexts(Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))));
  }
  if (!request.routeOptions.schema?.body) return undefined;
  throw new Refusal(
    'unsupported_media_type',
    'The body must be JSON, with Content-Type: application/json.',
  );
}

/** A request without these headers has no body to parse; Node reads past it after the answer. */
function discardBody(request: Request, _reply: unknown, done: () => void): void {
  const { headers } = request.raw;
  headers['content-type'] = undefined;
  headers['content-length'] = undefined;
  headers['transfer-encoding'] = undefined;
  done();
}

/**
 * Removes the type of an empty body, whatever the header says, so that no spelling of it is
 * refused. Replaces a text that is no media type by one that is, because Fastify would refuse it
 * before it is known whether the route takes a body at all.
 */
export function settleBodyType(request: Request): void {
  const { headers } = request.raw;
  const { 'content-length': length, 'content-type': type } = headers;
  const isEmpty = length === undefined || length === '0';
  if (isEmpty && headers['transfer-encoding'] === undefined) headers['content-type'] = undefined;
  else if (type !== undefined && !MEDIA_TYPE.test(type)) {
    headers['content-type'] = 'application/octet-stream';
  }
}
