import type { Context } from '../../kernel/context.ts';
import type { App, Reply, Request } from './typed-app.ts';

/** A private request after its response was sent. */
export type AnsweredRequest = {
  context: Context;
  method: string;
  /** The operation ID, or the method and the route. */
  operation: string;
  /** The code of a refusal. */
  refusal: string | undefined;
  /** The pattern of the path. */
  route: string;
  path: string;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  /** The JSON that was sent for a change or an error; undefined for a successful read. */
  payload: string | undefined;
  status: number;
  durationMs: number;
  idempotencyKey: string | undefined;
  isReplay: boolean;
  userAgent: string | undefined;
};

/**
 * Calls `observe` after every response of a private route that is declared later. It only passes on
 * references, so that it costs a request next to nothing.
 */
export function observeRequests(app: App, observe: (answered: AnsweredRequest) => void): void {
  const payloads = new WeakMap<Request, string>();
  app.addHook('onSend', (request, reply, payload, done) => {
    const isKept = request.method !== 'GET' || reply.statusCode >= 400;
    if (isKept && request.context) {
      if (typeof payload === 'string') payloads.set(request, payload);
      else if (Buffer.isBuffer(payload)) payloads.set(request, payload.toString());
    }
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (request.context) observe(answeredOf(request, reply, payloads.get(request)));
    done();
  });
}

function answeredOf(request: Request, reply: Reply, payload: string | undefined): AnsweredRequest {
  const { context, method, url, headers } = request;
  const route = request.routeOptions.url ?? 'unmatched';
  const key = headers['idempotency-key'];
  return {
    context,
    method,
    operation: request.routeOptions.schema?.operationId ?? `${method} ${route}`,
    refusal: request.refusal,
    route,
    path: url.split('?', 1)[0] ?? '/',
    query: request.query as Record<string, unknown>,
    body: request.sentBody,
    payload,
    status: reply.statusCode,
    durationMs: reply.elapsedTime,
    idempotencyKey: typeof key === 'string' && key !== '' ? key : undefined,
    isReplay: reply.hasHeader('Idempotency-Replayed'),
    userAgent: headers['user-agent'],
  };
}
