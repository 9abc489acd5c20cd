import fc from 'fast-check';
import { setRefundLimit } from '../../src/tenancy/accounts/index.ts';
import { faultsOf, problemFaults } from '../support/answers.ts';
import type { TestStore } from '../support/app.ts';
import { fieldKinds, paramKinds } from '../support/kinds.ts';
import type { Operation } from '../support/operations.ts';
import { credentialsFor, grantedRequest } from '../support/requests.ts';
import { openReseller, type Purchase, purchase, type Reseller } from '../support/resellers.ts';
import type { Answer } from '../support/slice.ts';
import type { Wanted } from '../support/wanted.ts';
import { type Draft, drafts, type Slip } from './draft.ts';
import { type Sent, toSent } from './request.ts';
import { successesOf, type Tally } from './tally.ts';

/** The callers, and the objects that they name. */
export type Party = { reseller: Reseller; purchases: Purchase[] };
export type Parties = { asking: Party; foreign: Party };

const PURCHASES = 12;
/** The number of concurrent requests. With more, some wait too long for a connection. */
const AT_ONCE = 40;
const DOZENS = 60;
const CREDITS_MINOR = 1_000_000_000n;
const MAX_REFUND_LIMIT = 1_000_000;

/** Opens a reseller with enough credits, customers and refunds for all requests. */
export async function openParty(store: TestStore): Promise<Party> {
  const reseller = await openReseller(store, CREDITS_MINOR);
  const rule = { refundLimitPerMonth: MAX_REFUND_LIMIT };
  await store.db.transaction((tx) => setRefundLimit({ db: tx, accountId: reseller.id }, rule));
  const purchases: Purchase[] = [];
  while (purchases.length < PURCHASES) {
    const customerEmail = `traveller${purchases.length}@example.com`;
    purchases.push(await purchase(reseller, { customerEmail, metatag: 'order-1001' }));
  }
  return { reseller: { ...reseller, sell: inDozens(reseller.sell) }, purchases };
}

/** Sells many packages in advance: a batch takes little longer than one package. */
function inDozens(sell: Reseller['sell']): Reseller['sell'] {
  const kept: Purchase[] = [];
  let selling: Promise<unknown> | undefined;
  return async () => {
    for (;;) {
      const one = kept.pop();
      if (one) return one;
      // Sales that failed would fail all requests after them.
      selling ??= Promise.all(Array.from({ length: DOZENS }, sell))
        .then((sold) => kept.push(...sold))
        .finally(() => {
          selling = undefined;
        });
      await selling;
    }
  };
}

export type Storm = {
  seed: number;
  runs: (operation: Operation) => number;
  /** The rounds at most of an operation until one of its requests succeeds. */
  rounds: number;
};

/**
 * Calls every operation repeatedly and concurrently, in one round or more. Returns a sentence for
 * each failure.
 */
export async function storm(
  operations: readonly Operation[],
  partiesOf: (operation: Operation) => Parties,
  { seed, runs, rounds }: Storm,
): Promise<{ tally: Tally; failures: string[] }> {
  const tally: Tally = new Map(operations.map(({ name }) => [name, new Map()]));
  const turns = takeTurns(AT_ONCE);
  const rages = operations.map((operation, index) =>
    turns(async () => {
      const counts = tally.get(operation.name) ?? new Map();
      const property = fc.asyncProperty(drafts(operation), async (draft) => {
        const answer = await attempt(operation, draft, partiesOf(operation));
        const outcome = answer.statusCode < 400 ? String(answer.statusCode) : answer.json().code;
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      });
      for (let round = 0; round < rounds; round += 1) {
        const start = seed + index + round * operations.length;
        await fc.assert(property, { seed: start, numRuns: runs(operation) });
        if (successesOf(tally, operation.name) > 0) break;
      }
    }),
  );
  const ends = await Promise.allSettled(rages);
  const failures = ends.flatMap((end, index) =>
    end.status === 'rejected' ? [`${operations[index]?.name}: ${inWords(end.reason)}`] : [],
  );
  return { tally, failures };
}

/** Runs at most this many tasks at once; the others wait in order. */
function takeTurns(atOnce: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

/** Returns the reason and how to reproduce the failure; large bodies are shortened. */
function inWords({ cause, message }: Error): string {
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : '';
  const texts = [why, message].map((text) => text.replace(/(.{4})\1{20,}/g, '$1…'));
  return texts.map((text) => text.slice(0, 3_000)).join('\n');
}

/** Sends one request. Throws if the response is not as documented. */
async function attempt(operation: Operation, draft: Draft, parties: Parties): Promise<Answer> {
  await nextTurn();
  const { reseller } = parties.asking;
  const wanted = await nameThings(operation, draft, parties);
  const sent = toSent(operation, wanted, draft.slips);
  const credentials = await credentialsFor(operation, reseller);
  const headers = { ...credentials, ...sent.headers };
  const answer = await reseller.store.app.inject({
    ...sent,
    method: sent.method as 'GET',
    headers,
  });
  const faults = faultsIn(answer, operation, { ...draft, sent });
  if (faults.length === 0) return answer;
  const { statusCode, body } = answer;
  const asked = JSON.stringify(sent).slice(0, 2_000);
  throw new Error(`${faults.join('; ')}\n${asked}\n→ ${statusCode} ${body.slice(0, 2_000)}\n`);
}

/**
 * Waits for the next turn of the event loop. Requests that need no database end in the same turn,
 * and would starve the others.
 */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Replaces the references of the draft by IDs. */
async function nameThings(
  operation: Operation,
  { names, query, fields, headers }: Draft,
  { asking, foreign }: Parties,
): Promise<Wanted> {
  const search = Object.entries(query).map(([name, value]) => [name, String(value)] as const);
  const more = { query: Object.fromEntries(search) };
  if (names === 'new') {
    const granted = await grantedRequest(operation, asking.reseller);
    const body = operation.body && { ...granted.body, ...fields };
    const asked = { ...granted.query, ...more.query };
    return { ...granted, query: asked, body, headers: { ...granted.headers, ...headers } };
  }
  const isForeign = 'foreign' in names;
  const index = isForeign ? names.foreign : names.known;
  const { reseller, purchases } = isForeign ? foreign : asking;
  const sale = async () => purchases[index % purchases.length] as Purchase;
  const params = paramKinds(operation).map(
    async ([name, kind]) => [name, await kind.make(reseller, sale)] as const,
  );
  const ids = fieldKinds(operation)
    .filter(([name]) => operation.body?.required?.includes(name) || wantsMore(index, fields))
    .map(async ([name, kind]) => [name, await kind.make(reseller, sale)] as const);
  return {
    ...more,
    params: Object.fromEntries(await Promise.all(params)),
    body: operation.body && { ...fields, ...Object.fromEntries(await Promise.all(ids)) },
    headers,
  };
}

/** A dedicated profile opens a domain of its own, so that none may be named. */
function wantsMore(index: number, fields: Record<string, unknown>): boolean {
  return index % 2 === 1 && fields.dedicated !== true;
}

function faultsIn(
  answer: Answer,
  operation: Operation,
  { slips, headers, sent }: Draft & { sent: Sent },
): string[] {
  const asks = (slip: Slip['slip']) => slips.some((each) => each.slip === slip);
  const { statusCode } = answer;
  if (asks('method')) return methodFaults(answer, operation);
  const faults = faultsOf(answer, operation);
  const isForced = sent.payload?.includes('sandbox:supplier_error') ?? false;
  if (statusCode >= 500 && !(statusCode === 503 && isForced)) faults.push('it is our fault');
  // The tokens and codes of signing in come by mail, and no example of the document is right.
  const isRight = slips.length === 0 && !operation.path.startsWith('/auth/');
  if (isRight && statusCode === 400) faults.push('what is right is refused');
  const id = asks('header') ? undefined : headers['x-request-id'];
  if (id && answer.headers['x-request-id'] !== id) faults.push('the request id is another');
  return faults;
}

function methodFaults(answer: Answer, { method }: Operation): string[] {
  // A URL that cannot be parsed matches no route, so its methods are unknown.
  if (answer.statusCode === 400) return problemFaults(answer, ['invalid_request']);
  const faults = problemFaults(answer, ['method_not_allowed']);
  const allowed = String(answer.headers.allow).split(', ');
  return allowed.includes(method) ? faults : [...faults, `Allow is ${allowed}`];
}
