import { audit, type Context } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { invalid } from '../../../kernel/refusal.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import type { Payments } from '../payments.ts';
import { requireProvider } from '../payments.ts';
import type { Card, CardProvider, ProviderName } from '../providers/provider.ts';
import {
  makeTestCard,
  TEST_CARD_NUMBERS,
  type TestCardNumber,
} from '../providers/test-cards/index.ts';
import { refuseManyForms } from '../purchases/limit-declines.ts';
import { insertCustomer, lockCustomer, selectCustomer } from './customer-store.ts';
import { upsertMethod } from './method-store.ts';
import { type PaymentMethodView, showMethod } from './payment-method.ts';
import { insertSetup } from './setup-store.ts';

/** The answer of a setup: access to the provider's form, or the test card that was added. */
export type MethodSetup = {
  provider: ProviderName;
  clientSecret: string | null;
  publishableKey: string | null;
  paymentMethod: PaymentMethodView | null;
};

type Owner = Pick<Context, 'accountId' | 'mode' | 'now' | 'changes'>;
type OpenedSetup = {
  provider: CardProvider;
  setup: { token: string; clientSecret: string } | undefined;
};

/**
 * Opens the form of the provider. It calls the network, so it runs before the transaction. Throws
 * `payments_unavailable`, `rate_limited` after many declines, and `invalid_request` for a test card
 * where real cards are charged.
 */
export async function openSetup(
  { db, payments }: { db: Database; payments: Payments },
  ctx: Owner,
  { testCard }: { testCard?: string },
): Promise<OpenedSetup> {
  const provider = requireProvider(payments, ctx.mode);
  if (provider.name === 'test') {
    if (!isTestCard(testCard)) {
      throw invalid('/testCard', `must be one of ${TEST_CARD_NUMBERS.join(', ')}`);
    }
    return { provider, setup: undefined };
  }
  if (testCard !== undefined)
    throw invalid('/testCard', 'must be omitted where real cards are charged');
  await refuseManyForms(db, ctx.accountId);
  const customerToken = await ensureCustomer(db, provider, ctx);
  const setup = await provider.openSetup({ accountId: ctx.accountId, customerToken });
  return { provider, setup };
}

/** Saves the opened form, so that its card is found later; a test card is added at once. */
export async function saveSetup(
  scope: Pick<Scope, 'db'> & Owner,
  { opened, testCard }: { opened: OpenedSetup; testCard?: string },
): Promise<MethodSetup> {
  const { accountId, now: createdAt } = scope;
  const { provider, setup } = opened;
  const { name, publishableKey } = provider;
  if (setup) {
    const { token, clientSecret } = setup;
    await insertSetup(scope.db, { accountId, provider: name, token, createdAt });
    return { provider: name, clientSecret, publishableKey, paymentMethod: null };
  }
  const token = await provider.createCustomer(accountId);
  await insertCustomer(scope.db, { accountId, provider: name, token, createdAt });
  const card = makeTestCard(testCard as TestCardNumber);
  const paymentMethod = await addMethod(scope, { provider: name, card });
  const after = { brand: card.brand, lastFour: card.lastFour };
  audit(scope, {
    action: 'payment_method.added',
    target: paymentMethod.id,
    before: null,
    after,
  });
  return { provider: name, clientSecret: null, publishableKey, paymentMethod };
}

/** Saves a card of the account; a known card is updated. The first card is the default. */
export async function addMethod(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  { provider, card }: { provider: ProviderName; card: Card },
): Promise<PaymentMethodView> {
  const owner = { accountId: scope.accountId, provider };
  await lockCustomer(scope.db, owner);
  const added = await upsertMethod(scope.db, owner, { id: newId(), card, createdAt: scope.now });
  if (!added) throw new Error('the card was not saved');
  return showMethod(added);
}

async function ensureCustomer(
  db: Database,
  provider: CardProvider,
  { accountId, now: createdAt }: Owner,
): Promise<string> {
  const owner = { accountId, provider: provider.name };
  const known = await selectCustomer(db, owner);
  if (known) return known.token;
  const token = await provider.createCustomer(accountId);
  await insertCustomer(db, { ...owner, token, createdAt });
  return (await selectCustomer(db, owner))?.token ?? token;
}

function isTestCard(number: string | undefined): number is TestCardNumber {
  return TEST_CARD_NUMBERS.some((known) => known === number);
}
