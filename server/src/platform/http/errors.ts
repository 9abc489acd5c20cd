import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import { createSampler } from '../log/sample.ts';
import { MAX_BODY_BYTES } from './json-body.ts';
import { internalError, PROBLEMS, toProblem } from './problems.ts';
import type { Reply } from './typed-app.ts';

const DEFAULT_RETRY_AFTER_SECONDS = 1;

/**
 * Answers every thrown error with a problem document; unexpected ones are logged and not disclosed.
 */
export function sendError(reply: Reply, error: unknown, errorsUrl: string): Reply {
  const refusal = toRefusal(error);
  if (refusal.code === 'internal_error') {
    reply.log.error({ err: error }, 'request failed');
  } else if (refusal.cause !== undefined) {
    logCause(reply, refusal);
  }
  return sendProblem(reply, refusal, errorsUrl);
}

const causes = createSampler();

/** Every refusal has a line as a request; its cause, with a stack, is logged in samples. */
function logCause(reply: Reply, { code, cause }: Refusal): void {
  const repeated = causes.admit(`${code} ${nameOf(cause)}`);
  if (repeated === undefined) return;
  reply.log.warn({ err: cause, refusal: code, repeated }, 'request refused because of an error');
}

function nameOf(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return code ?? message ?? '';
}

/** Returns the refusal of an error. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, statusCode = 500 } = error as { code?: string; statusCode?: number };
  const known = FRAMEWORK_REFUSALS[code ?? ''];
  if (known) return new Refusal(...known);
  if (code === 'FST_ERR_BAD_URL') return badUrl();
  const isClients = typeof code === 'string' && statusCode >= 400 && statusCode < 500;
  if (!isClients) return internalError();
  return new Refusal('invalid_request', 'The request could not be read.', {
    errors: [{ path: '', message: 'could not be read' }],
  });
}

const FRAMEWORK_REFUSALS: Record<string, [RefusalCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'body_too_large',
    `The body is larger than ${MAX_BODY_BYTES / 1024} KiB.`,
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'The body must be JSON, with Content-Type: application/json.',
  ],
};

function badUrl(): Refusal {
  return new Refusal('invalid_request', 'The URL is not valid: a %-sequence in it is malformed.', {
    errors: [{ path: '', message: 'has a malformed %-sequence in its URL' }],
  });
}

function sendProblem(reply: Reply, refusal: Refusal, errorsUrl: string): Reply {
  const { request } = reply;
  const path = request.url.split('?', 1)[0] ?? '/';
  request.refusal = refusal.code;
  const problem = toProblem(refusal, { errorsUrl, path, requestId: request.id });
  reply.code(problem.status).headers(problemHeaders(refusal)).header('X-Request-Id', request.id);
  // As bytes, because Fastify would append a charset to the type of a text.
  return reply.send(Buffer.from(JSON.stringify(problem)));
}

/** Returns the headers that belong to a refusal, whatever the route. */
function problemHeaders(refusal: Refusal): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  };
  const { status } = PROBLEMS[refusal.code];
  const seconds = refusal.retryAfterSeconds;
  if (seconds !== undefined || status === 429 || status === 503) {
    headers['Retry-After'] = String(seconds ?? DEFAULT_RETRY_AFTER_SECONDS);
  }
  const challenge = CHALLENGES[refusal.code];
  if (challenge) headers['WWW-Authenticate'] = challenge;
  return headers;
}

const CHALLENGES: Partial<Record<RefusalCode, string>> = {
  invalid_credentials: 'Basic realm="gigastore", charset="UTF-8"',
  missing_token: 'Bearer realm="gigastore"',
  invalid_token: 'Bearer realm="gigastore", error="invalid_token"',
  token_expired: 'Bearer realm="gigastore", error="invalid_token"',
};
