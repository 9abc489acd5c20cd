import { type SellParts, sellBatch } from '../../commerce/activations/index.ts';
import { readCustomer, updateCustomer } from '../../commerce/customers/index.ts';
import {
  leaseActivation,
  REGISTER_CUSTOMER_TASK,
  selectActivation,
  selectUserForRegistration,
} from '../../commerce/sdk-activations/index.ts';
import type { Author, Change } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { type CallParts, hasWebhook } from '../../messaging/webhooks/index.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tasks } from '../../platform/jobs/index.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import { idempotencyKeys } from '../../tenancy/idempotency/index.ts';
import { askCustomerRegistration } from './ask-customer-registration.ts';
import { isFinalRefusal, sellActivation, whileLeased } from './sell-activation.ts';
import { SELL_ACTIVATION_TASK } from './sell-activation-job.ts';

type SdkTaskParts = CallParts &
  Pick<SellParts, 'carriers' | 'links' | 'realNow'> & { db: Database };

/** How long a job has an activation for itself. */
const LEASE_MS = 60_000;
/** A job has no caller. */
const NOWHERE = '::';

/** Returns the tasks that finish activations by apps. */
export function createSdkTasks(parts: SdkTaskParts): Tasks {
  return {
    [SELL_ACTIVATION_TASK]: (payload) =>
      sellLeft(parts, payload as { accountId: string; id: string }),
    [REGISTER_CUSTOMER_TASK]: (payload) =>
      registerCustomer(parts, payload as { accountId: string; userId: string }),
  };
}

/** Sells an activation that was approved, if the call in which it was could not sell it. */
async function sellLeft(parts: SdkTaskParts, of: { accountId: string; id: string }): Promise<void> {
  const { db } = parts;
  const activation = await selectActivation(db, of);
  if (activation?.state !== 'approved') return;
  const realNow = parts.realNow();
  const until = new Date(realNow.getTime() + LEASE_MS);
  const isLeased = await db.transaction((tx) => leaseActivation(tx, { ...of, until, realNow }));
  if (!isLeased) throw new Error('A call sells this activation.');
  const selling = { ...parts, sell: sellerOf(parts), remoteAddress: NOWHERE };
  try {
    await whileLeased(db, { ...of, until }, () => sellActivation(selling, activation));
  } catch (error) {
    if (!isFinalRefusal(error)) throw error;
  }
}

function sellerOf(parts: SdkTaskParts): Parameters<typeof sellActivation>[0]['sell'] {
  const selling = { ...parts, idempotency: idempotencyKeys };
  return async (_, sale) => {
    const [answer] = await sellBatch(selling, { batch: [sale], waits: true });
    if (typeof answer === 'object') return answer;
    throw new Error('The sale was neither made nor refused.');
  };
}

/**
 * Tells the reseller's server of a customer, and keeps the email address that it answers. Without a
 * webhook nobody is told. Runs again later after a wrong answer.
 */
async function registerCustomer(
  parts: SdkTaskParts,
  { accountId, userId }: { accountId: string; userId: string },
): Promise<void> {
  const { db } = parts;
  const user = await selectUserForRegistration(db, { accountId, id: userId });
  if (!user) return;
  if (!(await hasWebhook({ db, accountId }, 'customer-registration'))) return;
  const { organizationId, userToken, customerUid } = user;
  const registration = { userToken, customerUid };
  const { email, error } = await askCustomerRegistration(parts, accountId, registration);
  if (!email) throw new Error(error ?? 'The server gave no address.');
  const actor = { kind: 'platform', name: 'Customer registration' } as const;
  const author: Author = {
    organizationId,
    accountId,
    actor,
    requestId: newId(),
    remoteAddress: null,
  };
  await db.transaction(async (tx) => {
    const changes: Change[] = [];
    const scope = { db: tx, accountId, changes };
    const known = await readCustomer(scope, customerUid);
    if (known.email || known.erasedAt) return;
    await updateCustomer(scope, { uid: customerUid, email });
    await recordChanges({ ...author, db: tx }, changes);
  });
}
