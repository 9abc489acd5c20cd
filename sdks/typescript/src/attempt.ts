import { GigastoreError } from './errors.ts';
import type { Operation } from './operations.ts';
import { readRetryAfter } from './retry.ts';
import type { Problem } from './types.gen.ts';

/** A request that is ready to be sent, any number of times. */
export type Prepared = {
  operation: Operation;
  url: URL;
  init: RequestInit & { headers: Record<string, string> };
  idempotencyKey?: string;
  timeoutMs: number;
  signal?: AbortSignal;
  fetch: typeof fetch;
  now: () => number;
};

/**
 * Sends a request once. Returns the answer with its body, or the open answer of a stream.
 * Throws `GigastoreError` if the store refuses or there is no answer, and the reason of the
 * caller's signal if that ended it.
 */
export async function attempt(request: Prepared, number: number): Promise<Response> {
  const { operation, url, init, timeoutMs, signal } = request;
  signal?.throwIfAborted();
  const ending = new AbortController();
  const stop = () => ending.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    ending.abort();
  }, timeoutMs);
  try {
    const { fetch } = request;
    const answer = await fetch(url, { ...init, redirect: 'manual', signal: ending.signal });
    if (answer.ok && operation.isStream) return withSignal(answer, ending, signal);
    const body = await answer.arrayBuffer();
    if (!answer.ok) throw refusalOf(request, { answer, body, number });
    const hasBody = answer.status !== 204 && body.byteLength > 0;
    return new Response(hasBody ? body : null, answer);
  } catch (error) {
    if (error instanceof GigastoreError) throw error;
    if (signal?.aborted) throw signal.reason;
    throw lostAnswer(request, { isLate, number, cause: error });
  } finally {
    clearTimeout(timer);
    if (!operation.isStream) signal?.removeEventListener('abort', stop);
  }
}

/** The controllers of open streams, which their readers end. */
const STREAMS = new WeakMap<Response, AbortController>();

function withSignal(answer: Response, ending: AbortController, signal?: AbortSignal): Response {
  if (signal?.aborted) ending.abort(signal.reason);
  STREAMS.set(answer, ending);
  return answer;
}

/** Ends an open stream at our side. */
export function endStream(answer: Response): void {
  STREAMS.get(answer)?.abort();
}

type Refused = { answer: Response; body: ArrayBuffer; number: number };

function refusalOf(request: Prepared, { answer, body, number }: Refused): GigastoreError {
  const problem = readProblem(body);
  const { operation, idempotencyKey, now } = request;
  const message =
    problem?.detail ?? `The answer has status ${answer.status}, and is not the store's.`;
  return new GigastoreError({
    code: problem?.code ?? 'unexpected_answer',
    message: `${operation.name}: ${message}`,
    operation: operation.name,
    status: answer.status,
    requestId: answer.headers.get('x-request-id') ?? problem?.requestId,
    problem,
    retryAfterMs: readRetryAfter(answer.headers, now()),
    idempotencyKey,
    attempts: number,
  });
}

function readProblem(body: ArrayBuffer): Problem | undefined {
  try {
    const problem = JSON.parse(new TextDecoder().decode(body));
    return typeof problem?.code === 'string' ? problem : undefined;
  } catch {
    return undefined;
  }
}

type Lost = { isLate: boolean; number: number; cause: unknown };

function lostAnswer(request: Prepared, { isLate, number, cause }: Lost): GigastoreError {
  const { operation, idempotencyKey, timeoutMs, url } = request;
  const text = isLate
    ? `no answer within ${timeoutMs} ms`
    : `no answer from ${url.origin} (${reasonOf(cause)})`;
  return new GigastoreError({
    code: isLate ? 'timed_out' : 'connection_failed',
    message: `${operation.name}: ${text}`,
    operation: operation.name,
    idempotencyKey,
    attempts: number,
    cause,
  });
}

function reasonOf(cause: unknown): string {
  const { message, cause: deeper } = cause as Error & { cause?: { code?: string } };
  return deeper?.code ?? message ?? String(cause);
}
