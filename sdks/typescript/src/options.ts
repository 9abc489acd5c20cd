/** What a request looks like to a hook. It has no header and no body, and so no secret. */
export interface RequestNote {
  operation: string;
  method: string;
  /** The path without its query. */
  path: string;
  /** Counts from 1. */
  attempt: number;
  idempotencyKey?: string;
}

/** An answer, or what came instead. */
export interface AnswerNote extends RequestNote {
  /** 0 if there was no answer. */
  status: number;
  durationMs: number;
  requestId: string | null;
  /** The code of the failure. */
  code?: string;
}

/** Called on the way, for logs and metrics. What they throw is ignored. */
export interface Hooks {
  onRequest?(note: RequestNote): void;
  onAnswer?(note: AnswerNote): void;
  /** A failed attempt is about to be repeated after this time. */
  onRetry?(note: AnswerNote & { delayMs: number }): void;
}

/** How failures are repeated. */
export interface RetryOptions {
  /** The repetitions of a call, 4 by default; 0 repeats nothing. */
  retries?: number;
  /** The time before the first repetition, which doubles each time; 500 ms by default. */
  firstDelayMs?: number;
  /** The longest time between two attempts; 60 s by default. A longer `Retry-After` is not waited for. */
  longestDelayMs?: number;
}

/** How to reach a store and how to log in. */
export interface GigastoreOptions {
  /** The address of the store, such as `https://store.example`. */
  baseUrl: string;
  /** An API key. Keep its secret on servers. */
  clientId?: string;
  clientSecret?: string;
  /** A token that you got elsewhere, or an operator key, in place of an API key. */
  accessToken?: string | (() => string | Promise<string>);
  /** In a page of the store: the session of the person who has signed in, on this account. */
  session?: { account?: 'live' | 'sandbox' };
  /** The time for each attempt, 30 s by default. */
  timeoutMs?: number;
  retry?: RetryOptions;
  hooks?: Hooks;
  /** Another `fetch`. */
  fetch?: typeof fetch;
  /** The clock, in milliseconds. */
  now?: () => number;
}

/** Throws if the options name no way, or several ways, to log in. */
export function checkOptions(options: GigastoreOptions): void {
  const { baseUrl, clientId, clientSecret, accessToken, session } = options;
  if (!/^https?:\/\//.test(baseUrl ?? '')) {
    throw new TypeError('`baseUrl` must be the address of a store, such as https://store.example.');
  }
  if ((clientId === undefined) !== (clientSecret === undefined)) {
    throw new TypeError('`clientId` and `clientSecret` belong together.');
  }
  if ([clientId, accessToken, session].filter((one) => one !== undefined).length > 1) {
    throw new TypeError('Give an API key, an access token or a session: only one of them.');
  }
  if (clientSecret !== undefined && 'document' in globalThis && 'window' in globalThis) {
    throw new TypeError('An API key must not be used in a page, where everybody can read it.');
  }
}
