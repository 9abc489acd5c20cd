import { Refusal } from '../../kernel/refusal.ts';

const RETRY_AFTER_SECONDS = 2;

const CONNECTION_ERRNOS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** The message of pg when no connection of the pool became free in time. */
const POOL_BUSY = 'timeout exceeded when trying to connect';

/** The messages of pg, without a code, when the socket ended or no connection was free in time. */
const CONNECTION_MESSAGES = [
  'Connection terminated',
  POOL_BUSY,
  'timeout expired',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end',
  'Query read timeout',
];

/**
 * What PgBouncer says of everything: of startup parameters that it refuses, and of a server that is
 * away or was lost. What PostgreSQL says of itself names the routine; a pooler names none.
 */
const PROTOCOL_VIOLATION = '08P01';
/**
 * Returns whether no connection of the pool came free in time, so that the database did nothing.
 */
export function isPoolBusy(error: unknown): boolean {
  const cause = error instanceof Refusal ? error.cause : error;
  return cause instanceof Error && cause.message.startsWith(POOL_BUSY);
}

/**
 * Returns whether a connection or server ended under a statement: 57P0x stopping or starting, 08
 * lost.
 */
export function isConnectionLost(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) {
    if (code === PROTOCOL_VIOLATION) return isSaidByPooler(error) && !isStartupRefused(error);
    return CONNECTION_ERRNOS.has(code) || /^(08|57P0[1-5])/.test(code);
  }
  if (!(error instanceof Error)) return false;
  return CONNECTION_MESSAGES.some((words) => error.message.startsWith(words));
}

/**
 * Returns whether nothing came back on the connection, although the server would have ended the
 * statement.
 */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/**
 * Returns whether an earlier statement of the same transaction failed (25P02), whose error has the
 * cause.
 */
export function isAbortedTransaction(error: unknown): boolean {
  return errorCode(error) === '25P02';
}

/** Returns whether PostgreSQL rolled back a transaction that should be retried (40001 or 40P01). */
export function isSerializationFailure(error: unknown): boolean {
  const code = errorCode(error);
  return code === '40001' || code === '40P01';
}

/**
 * Returns whether a prepared statement was changed by a migration or lost by a pooler: a new
 * connection helps.
 */
export function isStalePlan(error: unknown): boolean {
  const code = errorCode(error);
  if (code === '26000') return true;
  return code === '0A000' && /cached plan/.test((error as Error).message);
}

/**
 * Returns `service_unavailable` when the database is away, starting, read-only after a failover,
 * out of connections, disk or memory (53), or slower than the statement timeout (57014); any other
 * error comes back as it is.
 */
export function asRefusal(error: unknown): unknown {
  if (isStartupRefused(error)) return poolerRefused(error as Error);
  if (error instanceof Refusal || !isUnavailable(error)) return error;
  return unavailable('The database is not available at the moment. Please try again.', error);
}

function isSaidByPooler(error: unknown): boolean {
  return error instanceof Error && !('routine' in error && error.routine);
}

function isStartupRefused(error: unknown): boolean {
  if (errorCode(error) !== PROTOCOL_VIOLATION) return false;
  return /startup parameter/.test((error as Error).message);
}

function poolerRefused(cause: Error): Error {
  return new Error(
    `The database refused the connection: ${cause.message}. A pooler that gives every ` +
      'transaction another connection needs GIGASTORE_PREPARED_STATEMENTS=off.',
    { cause },
  );
}

/** The outcome of a COMMIT is unknown if the connection ended during it. */
export function unknownOutcome(cause: unknown): Refusal {
  return unavailable(
    'The database was lost while committing, so the outcome is unknown. ' +
      'Please repeat the request with the same Idempotency-Key.',
    cause,
  );
}

function isUnavailable(error: unknown): boolean {
  if (isConnectionLost(error)) return true;
  const code = errorCode(error);
  return code !== undefined && /^(53|57014$|25006$)/.test(code);
}

function unavailable(detail: string, cause: unknown): Refusal {
  const refusal = new Refusal('service_unavailable', detail, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
  refusal.cause = cause;
  return refusal;
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Returns whether a statement failed because it violates one of these constraints or indexes. On a
 * distributed database their names end with the number of a shard.
 */
export function violates(error: unknown, constraints: readonly string[]): boolean {
  if (!(error instanceof Error)) return false;
  const { constraint } = error as { constraint?: unknown };
  if (typeof constraint !== 'string') return false;
  return [constraint, constraint.replace(/_\d+$/, '')].some((name) => constraints.includes(name));
}
