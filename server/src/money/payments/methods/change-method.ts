import { audit, type Context } from '../../../kernel/context.ts';
import type { ReadScope, Scope } from '../../../platform/db/scope.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import type { Payments } from '../payments.ts';
import { selectMethod, selectMethods, updateDefault, updateRemoved } from './method-store.ts';
import { noSuchMethod, type PaymentMethod } from './payment-method.ts';

/** The job that lets the provider forget a card. */
export const FORGET_CARD_TASK = 'forget-card';

type Owner = Pick<Context, 'accountId' | 'mode' | 'now' | 'changes'>;
type Named = { id: string; payments: Payments };

/** The account's cards, oldest first; none where no cards are charged. */
export async function listMethods(
  { db, accountId, mode }: Pick<ReadScope, 'db'> & Pick<Owner, 'accountId' | 'mode'>,
  payments: Payments,
): Promise<PaymentMethod[]> {
  const provider = payments.providerFor(mode)?.name;
  return provider ? selectMethods(db, { accountId, provider }) : [];
}

/** What is charged when a purchase names no card; refuses `payment_method_not_found`. */
export async function setDefaultMethod(
  scope: Pick<Scope, 'db'> & Owner,
  { id, payments }: Named,
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

/** Forgets a card, here and with its provider; refuses `payment_method_not_found`. */
export async function removeMethod(scope: Pick<Scope, 'db'> & Owner, named: Named): Promise<void> {
  const { accountId, id, provider, token, brand, lastFour } = await findMethod(scope, named);
  await updateRemoved(scope.db, { accountId, id }, scope.now);
  const before = { brand, lastFour };
  audit(scope, { action: 'payment_method.removed', target: id, before, after: null });
  await enqueueJob(scope.db, { task: FORGET_CARD_TASK, payload: { provider, token } });
}

async function findMethod(
  { db: tx, accountId, mode }: Pick<Scope, 'db'> & Owner,
  { id, payments }: Named,
): Promise<PaymentMethod> {
  const provider = payments.providerFor(mode)?.name;
  const method = provider && (await selectMethod(tx, { accountId, provider, id }));
  if (!method) throw noSuchMethod();
  return method;
}
