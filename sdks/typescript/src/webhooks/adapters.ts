import { createReceiver, type Receipt, type ReceiverOptions } from './receive.ts';
import type { Headerlike } from './verify.ts';

/** For Next.js, Hono, Deno, Bun, workers: a function from a `Request` to a `Response`. */
export function fetchWebhook(options: ReceiverOptions): (request: Request) => Promise<Response> {
  const receive = createReceiver(options);
  return async (request) => {
    const body = new Uint8Array(await request.arrayBuffer());
    const { status, error } = await receive({ headers: request.headers, body });
    return error === undefined
      ? new Response(null, { status })
      : Response.json({ error }, { status });
  };
}

/** What the adapter reads of a request of Express. */
export interface ExpressRequest {
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
  rawBody?: unknown;
  readableEnded?: boolean;
  [Symbol.asyncIterator](): AsyncIterator<unknown>;
}

export interface ExpressResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body?: string): unknown;
}

/**
 * For Express: `app.post('/hooks', expressWebhook({ secret, on }))`. Register it before
 * `express.json()`, or use `express.raw({ type: '*\/*' })`, as the signature is of the bytes.
 */
export function expressWebhook(
  options: ReceiverOptions,
): (request: ExpressRequest, response: ExpressResponse) => Promise<void> {
  const receive = createReceiver(options);
  return async (request, response) => {
    const body = (await readRaw(request)) as Uint8Array;
    const { status, error }: Receipt = await receive({ headers: request.headers, body });
    response.statusCode = status;
    if (error === undefined) {
      response.end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ error }));
  };
}

async function readRaw(request: ExpressRequest): Promise<unknown> {
  if (isRaw(request.rawBody)) return request.rawBody;
  if (isRaw(request.body) || request.readableEnded) return request.body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function isRaw(body: unknown): boolean {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** What the adapter uses of Fastify. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer' },
    parser: (request: never, body: never, done: (error: null, body: unknown) => void) => void,
  ): unknown;
  post(path: string, handler: (request: never, reply: never) => Promise<unknown>): unknown;
}

type Reply = { code(status: number): { send(body?: unknown): unknown } };

/** For Fastify: `app.register(fastifyWebhook({ secret, on, path: '/hooks' }))`. */
export function fastifyWebhook(
  options: ReceiverOptions & { path: string },
): (app: FastifyLike) => Promise<void> {
  const receive = createReceiver(options);
  return async (app) => {
    // Only inside this plugin: the rest of the application parses JSON as before.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    app.post(
      options.path,
      async (request: { headers: Headerlike; body: Uint8Array }, reply: Reply) => {
        const { status, error } = await receive({ headers: request.headers, body: request.body });
        return reply.code(status).send(error === undefined ? undefined : { error });
      },
    );
  };
}
