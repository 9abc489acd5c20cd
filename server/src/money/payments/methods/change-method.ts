import { audit, type Context } from '../../../kernel/context.ts';
import type { ReadScope, Scope } from '../../../platform/db/scope.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import type { Payments } from '../payments.ts';
import { selectMethod, selectMethods, updateDefault, updateRemoved } from './method-store.ts';
import { noSuchMethod, type PaymentMethod } from './payment-method.ts';

/** The job that deletes a card at the provider; the name is older, and jobs may wait under it. */
export const DETACH_CARD_TASK = 'forget-card';

type Owner = Pick<Context, 'accountId' | 'mode' | 'now' | 'changes'>;
type NamedMethod = { id: string; payments: Payments };

/** Returns the account's cards, oldest first; none where cards cannot be charged. */
export async function listMethods(
  { db, accountId, mode }: Pick<ReadScope, 'db'> & Pick<Owner, 'accountId' | 'mode'>,
  payments: Payments,
): Promise<PaymentMethod[]> {
  const provider = payments.providerFor(mode)?.name;
  return provider ? selectMethods(db, { accountId, provider }) : [];
}

/** Sets the card that is charged by default; throws `payment_method_not_found`. */
export async function setDefaultMethod(
  scope: Pick<Scope, 'db'> & Owner,
  { id, payments }: NamedMethod,
): Promise<PaymentMethod> {
  const method = await findMethod(scope, { id, payments });
  await updateDefault(scope.db, method);
  const { brand, lastFour } = method;
  const after = { brand, lastFour };
  audit(scope, {
    action: 'payment_method.made_default',
    target: method.id,
    before: null,
    after,
  });
  return { ...method, isDefault: true };
}

/** Deletes a card here and at its provider; throws `payment_method_not_found`. */
export async function deleteMethod(
  scope: Pick<Scope, 'db'> & Owner,
  named: NamedMethod,
): Promise<void> {
  const { accountId, id, provider, token, brand, lastFour } = await findMethod(scope, named);
  await updateRemoved(scope.db, { accountId, id }, scope.now);
  const before = { brand, lastFour };
  audit(scope, { action: 'payment_method.removed', target: id, before, after: null });
  await enqueueJob(scope.db, { task: DETACH_CARD_TASK, payload: { provider, token } });
}

async function findMethod(
  { db: tx, accountId, mode }: Pick<Scope, 'db'> & Owner,
  { id, payments }: NamedMethod,
): Promise<PaymentMethod> {
  const provider = payments.providerFor(mode)?.name;
  const method = provider && (await selectMethod(tx, { accountId, provider, id }));
  if (!method) throw noSuchMethod();
  return method;
}
