import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from '../accounts/context.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Reply, Request } from './typed-app.ts';

/** What names a request for its repetition: whose key, and a hash of what was asked. */
export type Claim = { accountId: string; key: string; requestHash: Buffer };

/** The answer of the first request, sent again for each repetition. */
export type KeptAnswer = { status: number; body: string };

/** What is asked: the route's pattern in its one spelling, its path parameters and the parsed body. */
export type AskedRequest = { method: string; route: string; params: unknown; body: unknown };

/** What `write` needs of the idempotency slice. */
export type IdempotencyKeys = {
  /** The request's `Idempotency-Key`, undefined without one; refuses one of the wrong form. */
  readKey(headers: IncomingHttpHeaders): string | undefined;
  requestHash(asked: AskedRequest): Buffer;
  /** The kept answer, or undefined: this transaction is the first. Refuses a reused or running key. */
  claim(tx: Tx, claim: Claim): Promise<KeptAnswer | undefined>;
  keep(tx: Tx, claim: Claim, answer: KeptAnswer): Promise<void>;
};

export type WriteParts = { db: Database; idempotency: IdempotencyKeys };

/**
 * Answers a changing request: runs `verb` in one transaction together with its `Idempotency-Key`,
 * commits, and sends what it returns as JSON with the reply's status. A repetition gets the first
 * answer again, body unchanged. The verb may run more than once; it must only touch `tx`.
 */
export async function write(
  parts: WriteParts,
  reply: Reply,
  verb: (tx: Tx, ctx: Context) => Promise<unknown>,
): Promise<Reply> {
  const { context } = reply.request;
  const claim = claimOf(parts.idempotency, reply.request);
  const status = reply.statusCode;
  const answer = await parts.db.transaction(async (tx) => {
    const kept = claim && (await parts.idempotency.claim(tx, claim));
    if (kept) return { ...kept, isReplay: true };
    const first = { status, body: toBody(await verb(tx, context)), isReplay: false };
    if (claim) await parts.idempotency.keep(tx, claim, first);
    return first;
  });
  return sendAnswer(reply, answer);
}

/** Sends an answer that was kept or will be: `Idempotency-Replayed` says which. */
export function sendAnswer(reply: Reply, answer: KeptAnswer & { isReplay: boolean }): Reply {
  if (answer.isReplay) reply.header('Idempotency-Replayed', 'true');
  reply.code(answer.status);
  return answer.body === '' ? reply.send() : sendJson(reply, answer.body);
}

/** Sends a text that is JSON already. */
export function sendJson(reply: Reply, body: string): Reply {
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(body);
}

/** The claim of a request that carries an `Idempotency-Key`. */
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

function toBody(outcome: unknown): string {
  return outcome === undefined ? '' : JSON.stringify(outcome);
}
