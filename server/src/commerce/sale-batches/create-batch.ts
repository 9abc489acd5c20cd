import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { formatAmount, toMinor, toPrice } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { channelOf } from '../../kernel/sales-channel.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { type Batch, type NewBatchItem, sellerOf } from './batch.ts';
import { insertBatch } from './batch-store.ts';
import { insertBatchItems } from './item-store.ts';
import { type BatchOrder, priceBatch } from './price-batch.ts';
import type { BatchLine } from './read-lines.ts';
import { batchJob } from './sell-batch-task.ts';

/** How many faults the refusal of a batch names; the preview names all of them. */
const SHOWN_FAULTS = 100;

/**
 * Creates a batch and queues the job that sells its packages. Throws `invalid_request` if any line
 * has a fault, `price_mismatch` if the total is not the expected one.
 */
export async function createBatch(
  scope: Scope,
  order: BatchOrder & { expectedTotal?: { priceValue: number; currencyCode: string } | undefined },
): Promise<Batch> {
  const priced = await priceBatch(scope, order);
  refuseFaults(priced.faults);
  const { expectedTotal } = order;
  const isExpected =
    !expectedTotal ||
    (expectedTotal.currencyCode === 'USD' &&
      toMinor(expectedTotal.priceValue) === priced.totalMinor);
  if (!isExpected) {
    const total = formatAmount(priced.totalMinor);
    throw new Refusal(
      'price_mismatch',
      `The packages cost ${total}, which is not the expected total.`,
    );
  }

  const batch: Batch = {
    accountId: scope.accountId,
    id: newId(),
    state: 'running',
    stoppedBy: null,
    activationMode: order.activationMode ?? 'NOW',
    salesChannel: channelOf(scope),
    seller: sellerOf(scope),
    lines: priced.lines.length,
    packages: priced.packages,
    totalMinor: priced.totalMinor,
    createdAt: scope.now,
  };
  await insertBatch(scope.db, batch);
  const items = itemsOf(priced.lines);
  await insertBatchItems(scope.db, { accountId: batch.accountId, batchId: batch.id, items });
  await enqueueJob(scope.db, batchJob(batch));
  audit(scope, {
    action: 'sale_batch.created',
    target: batch.id,
    before: null,
    after: { packages: batch.packages, total: toPrice(batch.totalMinor) },
  });
  return batch;
}

function refuseFaults(faults: readonly { line: number; field: string; message: string }[]): void {
  const [first] = faults;
  if (!first) return;
  const detail =
    `${faults.length} faults; the first in line ${first.line}: ${first.message} ` +
    'Nothing was sold.';
  throw new Refusal('invalid_request', detail, {
    errors: faults.slice(0, SHOWN_FAULTS).map(({ line, field, message }) => ({
      path: `/lines/${line}/${field}`,
      message,
    })),
  });
}

/** Returns one item for each package. */
function itemsOf(lines: readonly BatchLine[]): NewBatchItem[] {
  const items: NewBatchItem[] = [];
  for (const { quantity, ...line } of lines) {
    for (let count = 0; count < quantity; count += 1) {
      items.push({ ...line, number: items.length + 1 });
    }
  }
  return items;
}
