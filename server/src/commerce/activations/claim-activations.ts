import { keyOf } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  activationInProgress,
  keepSold,
  type LockedActivation,
  lockActivations,
} from '../sdk-activations/index.ts';
import type { Attempt, SaleAnswer, SubmittedSale } from './attempt.ts';
import type { SaleDraft } from './draft-sale.ts';
import { LOCKED } from './lane-queues.ts';
import type { SaleRequest } from './sale.ts';

/** The activations by apps that sales are for, and the answers to sales that cannot be made. */
export type ClaimedActivations = {
  locked: Map<SubmittedSale, LockedActivation>;
  ended: Map<SubmittedSale, SaleAnswer | typeof LOCKED>;
};

/**
 * Locks the activations by apps that sales of a batch are for, so that each sells once; sales for
 * none cost no statement. A sale for an activation that is not approved, or whose user got a
 * customer since the request was made, is refused as `idempotency_key_in_progress`. Unless the
 * batch `waits`, its answer is `LOCKED` first, because another transaction may have the activation.
 */
export async function claimActivations(
  tx: Tx,
  batch: readonly SubmittedSale[],
  { waits }: { waits: boolean },
): Promise<ClaimedActivations> {
  const claims: ClaimedActivations = { locked: new Map(), ended: new Map() };
  const asked = batch.flatMap((sale) => {
    const { request, sdkActivationId: id } = sale;
    return id === undefined ? [] : [{ sale, accountId: request.ctx.accountId, id }];
  });
  if (asked.length === 0) return claims;
  const free = await lockActivations(tx, asked, { skipLocked: !waits });
  const found = new Map(free.map((one) => [keyOf(one), one]));
  const taken = new Set<string>();
  for (const { sale, ...of } of asked) {
    const one = found.get(keyOf(of));
    const name = one && nameOf(sale.request, one);
    if (one && name && isFor(sale.request, one) && !taken.has(name)) {
      claims.locked.set(sale, one);
      taken.add(name);
    } else claims.ended.set(sale, one || waits ? { refusal: activationInProgress() } : LOCKED);
  }
  return claims;
}

/** Returns what one sale of a batch may have: a user's first sale, or the activation. */
function nameOf({ kind }: SaleRequest, { accountId, id, userId }: LockedActivation): string {
  return keyOf({ accountId, id: kind === 'register' ? userId : id });
}

/** Returns whether a request is for the customer that the user of the activation has now. */
function isFor(request: SaleRequest, { customerId }: LockedActivation): boolean {
  return customerId === (request.kind === 'register' ? null : request.customerUid);
}

/** Keeps what the locked activations sold. */
export async function keepActivations(
  tx: Tx,
  drafts: readonly Attempt<SaleDraft>[],
  { locked }: ClaimedActivations,
): Promise<void> {
  const sold = drafts.flatMap((attempt) => {
    const one = locked.get(attempt.asked);
    return one && 'stage' in attempt ? [{ ...one, sold: attempt.stage.sale.item }] : [];
  });
  if (sold.length > 0) await keepSold(tx, sold);
}
