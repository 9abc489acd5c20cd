import { createHash } from 'node:crypto';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Claim } from '../../platform/http/write.ts';
import { selectApiKey } from '../../tenancy/accounts/index.ts';
import { type SaleAnswer, type SellParts, sellBatch } from '../activations/index.ts';
import { askForBatch } from '../approvals/index.ts';
import { type Batch, type BatchItem, contextOf, STOPPING } from './batch.ts';
import { holdRunning, selectBatch, touchBatch, updateBatchState } from './batch-store.ts';
import {
  claimItems,
  type FailedItem,
  markFailed,
  markSold,
  readProgress,
  selectWaiting,
} from './item-store.ts';
import { mailBatchEnd } from './mail-batch-end.ts';

/** How many packages one transaction sells; as many as a batch of the lane. */
const CHUNK = 64;

export type BatchParts = Pick<SellParts, 'carriers' | 'links' | 'realNow'> & { db: Database };

/**
 * Sells the waiting packages of a batch in chunks until none waits, the batch is stopped, or a
 * refusal or the end of its API key stops it. The transaction that sells a package marks its item
 * sold, and it sells only items that it has locked and that wait: whatever dies, each package is
 * sold once.
 */
export async function sellBatchItems(
  parts: BatchParts,
  { accountId, id, signal }: { accountId: string; id: string; signal?: AbortSignal | undefined },
): Promise<void> {
  const scope = { db: parts.db, accountId };
  while (!signal?.aborted) {
    const batch = await selectBatch(scope, id);
    if (batch?.state !== 'running') return;
    const items = await selectWaiting(scope, id, CHUNK);
    if (items.length === 0) {
      await parts.db.transaction((tx) => finish(tx, batch));
      return;
    }
    const seller = await readSeller(parts.db, batch);
    if ('refusal' in seller) return stop(parts, batch, seller.refusal);
    await touchBatch(parts.db, accountId, id);
    if (!(await sellChunk(parts, { ...batch, ...seller }, items))) return;
  }
}

/** A batch with the mandate that the key of its seller has now. */
type MandatedBatch = Batch & Pick<Context, 'mandate'>;

/**
 * Returns the seller with the limits that its key has now, or the refusal of a key that may no
 * longer sell. A person who leaves stops their batches on the way out.
 */
async function readSeller(
  db: Database,
  { accountId, seller }: Batch,
): Promise<Pick<MandatedBatch, 'seller' | 'mandate'> | { refusal: string }> {
  const { actor } = seller;
  if (actor.kind !== 'api_key') return { seller, mandate: null };
  const key = await selectApiKey(db, { accountId, clientId: actor.clientId });
  if (!key) return { refusal: 'api_key_not_found' };
  if (!key.scopes.includes('sell')) return { refusal: 'insufficient_scope' };
  const dailySpendLimitMinor = key.dailySpendLimitMinor?.toString() ?? null;
  return { seller: { ...seller, dailySpendLimitMinor }, mandate: key.mandate };
}

async function finish(tx: Tx, { accountId, id }: Batch): Promise<void> {
  const done = { id, from: 'running', to: 'done', stoppedBy: null } as const;
  const batch = await updateBatchState({ db: tx, accountId }, done);
  if (batch) await mailBatchEnd(tx, batch);
}

/** Returns false if the batch was stopped. */
async function sellChunk(
  parts: BatchParts,
  batch: MandatedBatch,
  items: readonly BatchItem[],
): Promise<boolean> {
  const idempotency = keysOf(batch);
  const ctx = contextOf(batch, parts.realNow());
  const sales = items.map((item) => ({
    request: {
      kind: 'register' as const,
      ctx,
      inventoryItemId: item.inventoryItemId,
      activationMode: batch.activationMode,
      salesChannel: batch.salesChannel,
      ...(item.metatag !== null && { metatag: item.metatag }),
      ...(item.email !== null && { customerEmail: item.email }),
    },
    claim: claimOf(batch, item.number),
  }));
  const sold = { batch: sales, waits: true, asks: false };
  const answers = await sellBatch({ ...parts, idempotency }, sold);
  const refused = items.flatMap((item, index) => refusalOf(item, answers[index]));
  const stopping = refused.find(({ code }) => STOPPING.has(code));
  const failed = refused.filter(({ code }) => !STOPPING.has(code));
  if (failed.length > 0)
    await markFailed({ ...parts, accountId: batch.accountId }, batch.id, failed);
  if (stopping) await stop(parts, batch, stopping.code);
  // If others have all of them, they finish the batch.
  const isOthers = answers.every((answer) => isInProgress(answer));
  return !stopping && !isOthers;
}

function refusalOf({ number }: BatchItem, answer: SaleAnswer | symbol | undefined): FailedItem[] {
  if (typeof answer !== 'object' || !('refusal' in answer) || isInProgress(answer)) return [];
  const { code, message } = answer.refusal;
  return [{ number, code, detail: message }];
}

/** Another worker has the item, or the batch was stopped meanwhile: the item stays as it is. */
function isInProgress(answer: SaleAnswer | symbol): boolean {
  return (
    typeof answer === 'object' &&
    'refusal' in answer &&
    answer.refusal.code === 'idempotency_key_in_progress'
  );
}

async function stop(
  { db, realNow }: BatchParts,
  { accountId, id }: Batch,
  code: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const stopped = { id, from: 'running', to: 'stopped', stoppedBy: code } as const;
    const batch = await updateBatchState({ db: tx, accountId }, stopped);
    if (batch) await mailBatchEnd(tx, batch);
    if (batch && code === 'approval_required') await askForRest(tx, batch, realNow());
  });
}

/** Asks those who may approve about the packages of a batch that wait. */
async function askForRest(tx: Tx, batch: Batch, realNow: Date): Promise<void> {
  const { accountId, id: batchId, packages, totalMinor: amountMinor } = batch;
  const progress = (await readProgress({ db: tx, accountId }, [batchId])).get(batchId);
  const waiting = progress?.waiting ?? packages;
  const description = `Batch of ${packages} packages, ${waiting} of them waiting`;
  const ctx = contextOf({ ...batch, mandate: null }, realNow);
  await askForBatch(tx, { id: newId(), ctx, batchId, amountMinor, description }, realNow);
}

function claimOf({ accountId, id }: Batch, number: number): Claim {
  const requestHash = createHash('sha256').update(`${id}/${number}`).digest();
  return { accountId, key: String(number), requestHash };
}

/** Returns the items of a batch in the place of idempotency keys: one of them is one request. */
function keysOf({ accountId, id: batchId }: Batch): SellParts['idempotency'] {
  return {
    async claimAll(tx, claims) {
      const numbers = claims.map(({ key }) => Number(key));
      const isRunning = await holdRunning(tx, accountId, batchId);
      const mine = isRunning
        ? await claimItems(tx, { accountId, batchId, numbers })
        : new Set<number>();
      const others = claims.filter(({ key }) => !mine.has(Number(key)));
      return new Map(others.map((claim) => [claim, notMine()]));
    },
    async keepAll(tx, kept) {
      const sold = kept.map(({ claim, answer }) => ({
        number: Number(claim.key),
        ...idsOf(answer.body),
      }));
      await markSold(tx, { accountId, batchId, sold });
    },
  };
}

function notMine(): Refusal {
  return new Refusal('idempotency_key_in_progress', 'This package is not waiting to be sold.');
}

/** Returns the IDs in the answer of a sale; see `sell.ts`. */
function idsOf(body: string) {
  const { activatedItem, customer, esimProfile } = JSON.parse(body) as {
    activatedItem: { uid: string };
    customer: { uid: string };
    esimProfile: { iccid: string } | null;
  };
  return {
    activatedItemId: activatedItem.uid,
    customerId: customer.uid,
    iccid: esimProfile?.iccid ?? null,
  };
}
