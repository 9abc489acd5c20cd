import type { IncomingHttpHeaders } from 'node:http';
import type { Author, Change } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Scope } from '../db/scope.ts';
import { changeOf } from './change-of-request.ts';
import type { Reply, Request } from './typed-app.ts';

/** What names a request for its repetition: whose key, and a hash of what was asked. */
export type Claim = { accountId: string; key: string; requestHash: Buffer };

/** The answer of the first request, sent again for each repetition. */
export type KeptAnswer = { status: number; body: string };

/**
 * A success to keep. `customerId` is whose personal data the body carries; left out, it is read
 * from the body's own `customer.uid`.
 */
export type AnswerToKeep = { claim: Claim; answer: KeptAnswer; customerId?: string | null };

/** What is asked: the route in its one spelling, its path parameters and the parsed body. */
export type AskedRequest = { method: string; route: string; params: unknown; body: unknown };

/** What `write` needs of the idempotency slice. */
export type IdempotencyKeys = {
  /**
   * Returns the request's `Idempotency-Key`, undefined without one; refuses one of the wrong form.
   */
  readKey(headers: IncomingHttpHeaders): string | undefined;
  requestHash(asked: AskedRequest): Buffer;
  /**
   * Claims keys of any accounts. A claim in the result is settled: by its kept answer, or by the
   * refusal of a reused or running key. The key of any other belongs to this transaction.
   */
  claimAll(tx: Tx, claims: readonly Claim[]): Promise<Map<Claim, KeptAnswer | Refusal>>;
  /** Keeps the answers of claimed keys. */
  keepAll(tx: Tx, kept: readonly AnswerToKeep[]): Promise<void>;
};

/** What `write` needs of the audit slice. */
export type AuditLog = {
  /** Keeps what an author changed, in the transaction that changed it. */
  record(scope: Pick<Scope, 'db'> & Author, changes: readonly Change[]): Promise<void>;
};

export type WriteParts = {
  db: Database;
  idempotency: IdempotencyKeys;
  auditLog: AuditLog;
  /** Begins every transaction of a sandbox account, so that a reset of it waits. */
  holdSandboxes?: (tx: Tx, accountIds: readonly string[]) => Promise<unknown>;
};

/**
 * Answers a changing request: runs `verb` in one transaction together with its `Idempotency-Key`
 * and its rows of the audit log, commits, and sends what it returns as JSON with the reply's
 * status. The log has what the verb noted (`noteChange`), or else the request itself. A repetition
 * gets the first answer again, body unchanged, and changes nothing. The verb may run more than
 * once; it must only touch its transaction.
 */
export async function write(
  parts: WriteParts,
  reply: Reply,
  verb: (scope: Scope) => Promise<unknown>,
): Promise<Reply> {
  const { context } = reply.request;
  const claim = claimOf(parts.idempotency, reply.request);
  const status = reply.statusCode;
  const answer = await parts.db.transaction(async (tx) => {
    if (context.mode === 'sandbox') await parts.holdSandboxes?.(tx, [context.accountId]);
    const kept = claim && (await parts.idempotency.claimAll(tx, [claim])).get(claim);
    if (kept instanceof Refusal) throw kept;
    if (kept) return { ...kept, isReplay: true };
    const changes: Change[] = [];
    const outcome = await verb({ ...context, changes, db: tx });
    const first = { status, body: toBody(outcome), isReplay: false };
    const noted = changes.length > 0 ? changes : [changeOf(reply.request, outcome)];
    await Promise.all([
      claim && parts.idempotency.keepAll(tx, [{ claim, answer: first }]),
      parts.auditLog.record({ ...authorOf(reply.request), db: tx }, noted),
    ]);
    return first;
  });
  return sendAnswer(reply, answer);
}

/** Sends an answer that was kept or will be; `Idempotency-Replayed` is set for the former. */
export function sendAnswer(reply: Reply, answer: KeptAnswer & { isReplay: boolean }): Reply {
  if (answer.isReplay) reply.header('Idempotency-Replayed', 'true');
  reply.code(answer.status);
  return answer.body === '' ? reply.send() : sendJson(reply, answer.body);
}

/** Sends a text that is JSON already. */
export function sendJson(reply: Reply, body: string): Reply {
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(body);
}

/** Returns the claim of a request that carries an `Idempotency-Key`. */
export function claimOf(keys: IdempotencyKeys, request: Request): Claim | undefined {
  const key = keys.readKey(request.headers);
  if (key === undefined) return undefined;
  const { config } = request.routeOptions;
  const asked = {
    method: request.method,
    route: config.idempotencyRoute ?? config.url,
    params: request.params,
    body: request.sentBody,
  };
  return { accountId: request.context.accountId, key, requestHash: keys.requestHash(asked) };
}

/** Colleagues belong to the company, whichever of its accounts was named. */
function authorOf({ context, routeOptions }: Request): Author {
  if (routeOptions.config.scope === 'team') return { ...context, accountId: null };
  return context.mode === 'sandbox' ? { ...context, accountAt: context.now } : context;
}

function toBody(outcome: unknown): string {
  return outcome === undefined ? '' : JSON.stringify(outcome);
}
