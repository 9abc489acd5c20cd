import {
  activationInProgress,
  deleteStaleUsers,
  insertActivation,
  leaseActivation,
  openUser,
  type SdkActivation,
  selectActivation,
  updateApproved,
} from '../../commerce/sdk-activations/index.ts';
import { keyOf, newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { CallParts } from '../../messaging/webhooks/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { takeTransactionId } from '../../tenancy/idempotency/index.ts';
import type { KeyInUse } from '../../tenancy/sdk-apps/index.ts';
import { askActivation } from './ask-activation.ts';
import { type SellingParts, sellActivation, whileLeased } from './sell-activation.ts';
import { sellActivationJob } from './sell-activation-job.ts';

/** Longer than an answer of the reseller's server and a sale may take together. */
const LEASE_MS = 45_000;
/** An activation that was approved and not sold, because a process ended, is sold after this. */
const RESUME_MS = 60_000;
/** How long users without a package and their activations are kept. */
const STALE_MS = 30 * 86_400_000;

export type ActivateParts = CallParts &
  SellingParts &
  Pick<WriteParts, 'holdSandboxes'> & {
    /** The activations for which this process has a call, which keeps others off the pool. */
    inFlight: Set<string>;
  };

export type AskedActivation = {
  key: KeyInUse;
  activationId: string;
  userToken: string;
  inventoryItemId: string;
  metaTag: string | null;
  requestHash: Buffer;
};

type Held = { activation: SdkActivation; until: Date };

/**
 * Asks the reseller's server about an activation and sells it, once for each `activationId`. A call
 * that repeats one that was interrupted continues it. Throws `forbidden` (the app may not),
 * `idempotency_key_reused` (another request with this ID), `idempotency_key_in_progress`,
 * `approval_rejected` (also if the server was silent), and what a sale throws. After a refusal the
 * same ID may be used again.
 */
export async function activateItem(
  parts: ActivateParts,
  asked: AskedActivation,
): Promise<SdkActivation> {
  requireActivations(asked.key);
  const name = keyOf({ accountId: asked.key.accountId, id: asked.activationId });
  if (parts.inFlight.has(name)) throw activationInProgress();
  parts.inFlight.add(name);
  try {
    return await activateOnce(parts, asked);
  } finally {
    parts.inFlight.delete(name);
  }
}

async function activateOnce(parts: ActivateParts, asked: AskedActivation): Promise<SdkActivation> {
  const held = await begin(parts, asked);
  if ('sold' in held) return held.sold;
  const { activation, until } = held;
  return whileLeased(parts.db, { ...activation, until }, async () =>
    sellActivation(parts, await approve(parts, held)),
  );
}

/** Throws `forbidden` unless the reseller lets the app act for users with nothing but a token. */
export function requireActivations({ activatesItems }: KeyInUse): void {
  if (activatesItems) return;
  throw new Refusal('forbidden', 'The account has not switched on activations by this app.');
}

/** Returns the activation with a lease, or as it was sold. */
function begin(
  { db, holdSandboxes, realNow: now }: ActivateParts,
  { key, activationId: id, ...asked }: AskedActivation,
): Promise<Held | { sold: SdkActivation }> {
  const { accountId, appId } = key;
  const realNow = now();
  const until = new Date(realNow.getTime() + LEASE_MS);
  return db.transaction(async (tx) => {
    if (key.mode === 'sandbox') await holdSandboxes?.(tx, [accountId]);
    const known = await selectActivation(tx, { accountId, id });
    if (!known) {
      await deleteStaleUsers(tx, { accountId, before: new Date(realNow.getTime() - STALE_MS) });
      const { userToken } = asked;
      const user = await openUser(tx, { accountId, id: newId(), userToken, realNow });
      const one = { ...asked, accountId, id, appId, userId: user.id, until, realNow };
      if (await insertActivation(tx, one)) return { activation: await reread(tx, one), until };
    }
    const activation = known ?? (await reread(tx, { accountId, id }));
    if (!activation.requestHash.equals(asked.requestHash)) throw reused();
    if (activation.state === 'sold') {
      // A COMMIT that wrote nothing would tell of a sale that no standby has.
      await takeTransactionId(tx);
      return { sold: activation };
    }
    if (!(await leaseActivation(tx, { accountId, id, until, realNow })))
      throw activationInProgress();
    return { activation: await reread(tx, activation), until };
  });
}

async function reread(tx: Tx, of: Pick<SdkActivation, 'accountId' | 'id'>): Promise<SdkActivation> {
  const activation = await selectActivation(tx, of);
  if (activation) return activation;
  throw activationInProgress();
}

/** Returns the activation that the reseller's server approved, now or in an earlier call. */
async function approve(parts: ActivateParts, { activation, until }: Held): Promise<SdkActivation> {
  if (activation.state === 'approved') return activation;
  const { accountId, id: activationId, userToken, inventoryItemId, metaTag } = activation;
  if (userToken === null) throw new Refusal('customer_deleted', 'This customer was deleted.');
  const question = { inventoryItemId, userToken, metaTag, activationId };
  const decision = await askActivation(parts, accountId, question);
  if (!decision.isApproved) {
    const silent = 'The server of this app did not approve the activation.';
    throw new Refusal('approval_rejected', decision.returnMessage || silent);
  }
  await parts.db.transaction(async (tx) => {
    if (!(await updateApproved(tx, { ...activation, until }))) throw activationInProgress();
    const runAt = new Date(until.getTime() + RESUME_MS);
    await enqueueJob(tx, { ...sellActivationJob(activation), runAt });
  });
  return { ...activation, state: 'approved' };
}

function reused(): Refusal {
  const detail = 'This activationId was already used for a different activation. Use a new one.';
  return new Refusal('idempotency_key_reused', detail);
}
