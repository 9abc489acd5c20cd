import { selectOrderOf } from '../../connectivity/carrier-orders/index.ts';
import { type PublicLinks, readProfiles, showEsimProfile } from '../../connectivity/esims/index.ts';
import type { Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { releasePendingKey, replacePendingAnswer } from '../../tenancy/idempotency/index.ts';
import { holdCustomer, showCustomer } from '../customers/index.ts';
import { type Package, showActivatedItem } from './package.ts';
import { selectPackage } from './package-store.ts';

type OrderedSale = {
  ctx: Context;
  packageId: string;
  claim: Claim | undefined;
  /** The answer while the sale is pending. */
  pending: KeptAnswer;
};

/**
 * Returns the answer of a sale that was ordered from its carrier, as the sale is now: pending, or
 * delivered, which the idempotency key is answered with from then on. Throws `out_of_stock` or
 * `supplier_unavailable` if it failed; the key then names no sale any more.
 */
export async function answerOrderedSale(
  { db, links }: { db: Database; links: PublicLinks },
  sale: OrderedSale,
): Promise<KeptAnswer> {
  const { ctx, packageId, claim, pending } = sale;
  const outcome = await db.transaction(async (tx) => {
    const item = await selectPackage(tx, ctx.accountId, packageId);
    if (!item || item.state === 'PENDING') return pending;
    if (item.state === 'FAILED') {
      if (claim) await releasePendingKey(tx, claim);
      return refusalOf(tx, item);
    }
    const answer = await describeSale(tx, { ctx, item, links });
    return claim
      ? replacePendingAnswer(tx, { claim, answer, customerId: item.customerId })
      : answer;
  });
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}

async function describeSale(
  tx: Tx,
  { ctx, item, links }: { ctx: Context; item: Package; links: PublicLinks },
): Promise<KeptAnswer> {
  const { accountId, now } = ctx;
  const scope = { ...ctx, db: tx };
  const customer = await holdCustomer(scope, item.customerId);
  const profiles = await readProfiles(tx, { accountId, customerIds: [customer.id] });
  const profile = profiles.find(({ id }) => id === item.esimProfileId);
  const refundsLeft = await readRefundsLeft(scope);
  const body = JSON.stringify({
    status: 'success',
    activatedItem: showActivatedItem(item, { now, refundsLeft }),
    customer: showCustomer(customer, links),
    esimProfile: profile ? showEsimProfile(profile, links) : null,
  });
  return { status: 200, body };
}

const AGAIN_SECONDS = 10;

async function refusalOf(tx: Tx, { accountId, id }: Package): Promise<Refusal> {
  const order = await selectOrderOf(tx, accountId, id);
  if (order?.reason === 'out_of_stock') {
    return new Refusal('out_of_stock', 'The supplier has no eSIM profile in stock.');
  }
  return new Refusal('supplier_unavailable', 'The supplier did not deliver the package.', {
    retryAfterSeconds: AGAIN_SECONDS,
  });
}
