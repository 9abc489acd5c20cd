import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { composeText } from '../../kernel/compose.ts';
import type { Log } from '../log/log.ts';
import { answerInTime } from './answer-deadline.ts';
import { answerConnectionError } from './connection-errors.ts';
import { drainBody } from './drain-body.ts';
import { sendError, toRefusal } from './errors.ts';
import { API_HEADERS, HTTPS_HEADERS } from './headers.ts';
import { MAX_BODY_BYTES } from './json-body.ts';
import { readBodies, settleBodyType } from './read-body.ts';
import { requestIdOf } from './request-id.ts';
import type { App, Reply, Request } from './typed-app.ts';
import { validatorCompiler } from './validation.ts';

const REQUEST_TIMEOUT_MS = 30_000;
/** From the first hook to the answer; above the statement time-out, below a proxy's usual 60 s. */
const ANSWER_WITHIN_MS = 30_000;
/** Longer than the usual 60 s of load balancers, so that they close idle connections first. */
const KEEP_ALIVE_MS = 75_000;
/** The headers bound a path to 16 KiB anyway; a long ID is simply *not found*. */
const MAX_PARAM_LENGTH = 16_384;

export type ServerParts = {
  log: Log;
  errorsUrl: string;
  trustedProxies: string[];
  /** Browsers then never use plain HTTP here (`Strict-Transport-Security`). */
  isHttpsOnly?: boolean;
  /** After this a request is answered 503, whatever it waits for. */
  answerWithinMs?: number;
};

/** Returns a server without routes that reads bodies, checks schemas and answers problems. */
export function createServer({
  log,
  errorsUrl,
  trustedProxies,
  isHttpsOnly = false,
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
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => {
      answerError(error, reply as Reply);
    },
    clientErrorHandler: answerConnectionError(errorsUrl),
    routerOptions: {
      maxParamLength: MAX_PARAM_LENGTH,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  const headers = { ...API_HEADERS, ...(isHttpsOnly && HTTPS_HEADERS) };
  app.setErrorHandler(async (error, request, reply) => {
    if (toRefusal(error).code === 'body_too_large') await drainBody(request.raw);
    return answerError(error, reply);
  });
  app.setValidatorCompiler(validatorCompiler);
  // The schemas of answers are documentation only, which tests compare with the answers.
  app.setSerializerCompiler(() => JSON.stringify);
  answerInTime(app, answerWithinMs);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('X-Request-Id', request.id);
    settleRequest(request);
    done();
  });
  app.decorateRequest('refusal', undefined);
  readBodies(app);
  return app;
}

function settleRequest(request: Request): void {
  settleBodyType(request);
  if (!request.url.includes('%')) return;
  // No ID has a NUL and no database stores one, so that such an ID is simply not found.
  const params = request.params as Record<string, string>;
  for (const [name, value] of Object.entries(params)) {
    params[name] = composeText(value.replaceAll('\0', '\ufffd'));
  }
}
