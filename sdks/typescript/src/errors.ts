import type { Problem, RefusalCode } from './types.gen.ts';

/** What went wrong before the store could answer, or with an answer that is not the store's. */
export type ConnectionCode = 'connection_failed' | 'timed_out' | 'unexpected_answer';

/** The codes of `GigastoreError`. A newer store may answer codes that this version does not list. */
export type ErrorCode = RefusalCode | ConnectionCode;

type Details = {
  code: string;
  message: string;
  operation: string;
  status?: number;
  requestId?: string | null;
  problem?: Problem;
  retryAfterMs?: number;
  idempotencyKey?: string;
  attempts?: number;
  cause?: unknown;
};

/**
 * A call that failed. Use `code` in programs; `requestId` finds the request in the store's log
 * (`requests.get`).
 */
export class GigastoreError<Code extends string = string> extends Error {
  override readonly name = 'GigastoreError';
  readonly code: Code;
  /** The name of the method, such as `customers.register`. */
  readonly operation: string;
  /** The HTTP status; 0 if there was no answer. */
  readonly status: number;
  readonly requestId: string | null;
  /** With `invalid_request`, the parts of the request that are wrong. */
  readonly errors: readonly { path: string; message: string }[];
  /** The whole answer of the store. */
  readonly problem: Problem | undefined;
  /** How long the store asked to wait. */
  readonly retryAfterMs: number | undefined;
  /** The key of the call: with it, the same call can be repeated safely. */
  readonly idempotencyKey: string | undefined;
  readonly attempts: number;

  constructor(details: Details) {
    super(details.message, { cause: details.cause });
    this.code = details.code as Code;
    this.operation = details.operation;
    this.status = details.status ?? 0;
    this.requestId = details.requestId ?? null;
    this.errors = details.problem?.errors ?? [];
    this.problem = details.problem;
    this.retryAfterMs = details.retryAfterMs;
    this.idempotencyKey = details.idempotencyKey;
    this.attempts = details.attempts ?? 1;
  }
}

/** Returns whether this is an error of the client, and one of these codes if any are given. */
export function isGigastoreError<Code extends ErrorCode>(
  error: unknown,
  ...codes: Code[]
): error is GigastoreError<Code> {
  if (!(error instanceof GigastoreError)) return false;
  return codes.length === 0 || codes.some((code) => code === error.code);
}
