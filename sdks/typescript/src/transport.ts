import { attempt, type Prepared } from './attempt.ts';
import type { AnyOptions } from './call.ts';
import { GigastoreError } from './errors.ts';
import type { Operation } from './operations.ts';
import type { AnswerNote, GigastoreOptions, Hooks, RequestNote } from './options.ts';
import { delayBefore, pause } from './retry.ts';
import { basic, type Grant, TokenSource } from './token.ts';
import { VERSION } from './version.gen.ts';

const TIMEOUT_MS = 30_000;
const STALE_TOKEN = ['token_expired', 'invalid_token'];

/** What is sent with a call beside its options. */
export type Sent = {
  path: string;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Sends calls with a token, and again where that is safe. */
export class Transport {
  readonly #options: GigastoreOptions;
  readonly #tokens: TokenSource | undefined;
  readonly #now: () => number;

  constructor(options: GigastoreOptions, authentication: Operation) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    if (options.clientId === undefined) return;
    const authenticate = async () => {
      const answer = await this.send(authentication, { path: authentication.path }, {});
      return (await answer.json()) as Grant;
    };
    this.#tokens = new TokenSource(authenticate, this.#now);
  }

  /** Returns the answer, whose body is there already unless it is a stream. */
  async send(operation: Operation, sent: Sent, options: AnyOptions): Promise<Response> {
    const request = this.#prepare(operation, sent, options);
    let isRenewed = false;
    for (let number = 1; ; number += 1) {
      const token = await this.#authorize(request, options.signal);
      try {
        return await this.#attempt(request, number);
      } catch (error) {
        if (!(error instanceof GigastoreError)) throw error;
        if (token && !isRenewed && STALE_TOKEN.includes(error.code)) {
          this.#tokens?.drop(token);
          isRenewed = true;
          continue;
        }
        await this.#waitAfter(error, request);
      }
    }
  }

  #prepare(operation: Operation, sent: Sent, options: AnyOptions): Prepared {
    const { baseUrl, timeoutMs = TIMEOUT_MS, session, fetch: given } = this.#options;
    const url = new URL(baseUrl.replace(/\/+$/, '') + sent.path);
    for (const [name, value] of Object.entries(sent.query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    }
    const idempotencyKey = operation.takesKey
      ? (options.idempotencyKey ?? crypto.randomUUID())
      : undefined;
    const { body } = sent;
    const headers: Record<string, string> = {
      accept:
        options.accept ??
        (operation.isStream ? 'text/event-stream' : 'application/json, */*;q=0.5'),
      ...('document' in globalThis ? {} : { 'user-agent': `gigastore-js/${VERSION}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      ...(options.locale && { 'accept-language': options.locale }),
      ...(session?.account && { 'x-account': session.account }),
      ...sent.headers,
    };
    return {
      operation,
      url,
      init: {
        method: operation.method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(session && { credentials: 'include' as const }),
      },
      idempotencyKey,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      signal: options.signal,
      // Called as a method of something else, a browser's fetch refuses.
      fetch: given ?? ((...args) => globalThis.fetch(...args)),
      now: this.#now,
    };
  }

  /** Puts the token into the request, and returns it. */
  async #authorize(
    { operation, init }: Prepared,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    if (operation.access === 'open') return undefined;
    if (operation.access === 'credentials') {
      init.headers.authorization = basic(this.#options);
      return undefined;
    }
    const { accessToken } = this.#options;
    const token = await orAborted(
      this.#tokens?.get() ?? (typeof accessToken === 'function' ? accessToken() : accessToken),
      signal,
    );
    if (token) init.headers.authorization = `Bearer ${token}`;
    return token;
  }

  async #attempt(request: Prepared, number: number): Promise<Response> {
    const note = noteOf(request, number);
    const startedAt = this.#now();
    call(this.#options.hooks, 'onRequest', note);
    const done = (rest: Pick<AnswerNote, 'status' | 'requestId' | 'code'>) =>
      call(this.#options.hooks, 'onAnswer', {
        ...note,
        ...rest,
        durationMs: this.#now() - startedAt,
      });
    try {
      const answer = await attempt(request, number);
      done({ status: answer.status, requestId: answer.headers.get('x-request-id') });
      return answer;
    } catch (error) {
      const { status, requestId, code } = error as GigastoreError;
      if (error instanceof GigastoreError) done({ status, requestId, code });
      throw error;
    }
  }

  /** Waits until the call may be repeated. Throws the error if it may not. */
  async #waitAfter(error: GigastoreError, request: Prepared): Promise<void> {
    const { operation, idempotencyKey, signal } = request;
    const isSafe = operation.isRead || idempotencyKey !== undefined;
    const delayMs = delayBefore(error, { isSafe, options: this.#options.retry });
    if (delayMs === undefined) throw error;
    const { status, requestId, code, attempts } = error;
    const note = { ...noteOf(request, attempts), status, requestId, code, durationMs: 0, delayMs };
    call(this.#options.hooks, 'onRetry', note);
    await pause(delayMs, signal);
  }
}

/** Waits for what others may wait for too; the signal ends only our waiting. */
async function orAborted<Value>(value: Value | Promise<Value>, signal?: AbortSignal) {
  if (!signal) return value;
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function noteOf({ operation, url, idempotencyKey }: Prepared, number: number): RequestNote {
  return {
    operation: operation.name,
    method: operation.method,
    path: url.pathname,
    attempt: number,
    ...(idempotencyKey && { idempotencyKey }),
  };
}

function call<Name extends keyof Hooks>(
  hooks: Hooks | undefined,
  name: Name,
  note: Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  try {
    (hooks?.[name] as ((note: unknown) => void) | undefined)?.(note);
  } catch {
    // A hook that fails must not fail the call.
  }
}
