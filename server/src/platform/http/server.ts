import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import type { Log } from '../log/log.ts';
import { answerConnectionError } from './connection-errors.ts';
import { drainBody } from './drain-body.ts';
import { sendError, toRefusal } from './errors.ts';
import { API_HEADERS } from './headers.ts';
import { MAX_BODY_BYTES } from './json-body.ts';
import { readBodies, settleBodyType } from './read-body.ts';
import { requestIdOf } from './request-id.ts';
import type { App, Reply, Request } from './typed-app.ts';
import { validatorCompiler } from './validation.ts';

const REQUEST_TIMEOUT_MS = 30_000;
/** From the first hook to the answer; above the statement time-out, below a proxy's usual 60 s. */
export const ANSWER_WITHIN_MS = 30_000;
/** Longer than the usual 60 s of load balancers, so that they close idle connections first. */
const KEEP_ALIVE_MS = 75_000;
/** A path is bounded by the headers' 16 KiB anyway; a long id is simply *not found*. */
const MAX_PARAM_LENGTH = 16_384;

export type ServerParts = {
  log: Log;
  errorsUrl: string;
  trustedProxies: string[];
  /** After this a request is answered 503, whatever it waits for. */
  answerWithinMs?: number;
};

/** A server without routes: reads bodies, checks schemas, answers every error as a problem. */
export function createServer({
  log,
  errorsUrl,
  trustedProxies,
  answerWithinMs = ANSWER_WITHIN_MS,
}: ServerParts): App {
  const answerError = (error: unknown, reply: Reply) => sendError(reply, error, errorsUrl);
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    handlerTimeout: answerWithinMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => {
      answerError(error, reply as unknown as Reply);
    },
    clientErrorHandler: answerConnectionError(errorsUrl),
    routerOptions: {
      maxParamLength: MAX_PARAM_LENGTH,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setErrorHandler(async (error, request, reply) => {
    if (toRefusal(error).code === 'body_too_large') await drainBody(request.raw);
    return answerError(error, reply);
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are plain values; their schemas are the documentation, which tests hold against them.
  app.setSerializerCompiler(() => JSON.stringify);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(API_HEADERS).header('X-Request-Id', request.id);
    settleRequest(request);
    done();
  });
  readBodies(app);
  return app;
}

function settleRequest(request: Request): void {
  settleBodyType(request);
  // No id holds a NUL and no database takes one; what it names is then simply not found.
  if (!request.url.includes('%00')) return;
  const params = request.params as Record<string, string>;
  for (const [name, value] of Object.entries(params)) {
    params[name] = value.replaceAll('\0', '\ufffd');
  }
}
