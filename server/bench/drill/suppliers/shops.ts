import { loadCatalogue, replacePlanSources } from '../../../src/commerce/catalog/index.ts';
import { offerItems } from '../../../src/commerce/inventory/index.ts';
import { createOrganization } from '../../../src/commerce/onboarding/index.ts';
import { createOperatorKey } from '../../../src/identity/operator-keys/index.ts';
import { openOperator } from '../../../src/identity/team/index.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { addCredits } from '../../../src/money/credits/index.ts';
import type { Database } from '../../../src/platform/db/database.ts';
import { createApiKey } from '../../../src/tenancy/accounts/index.ts';
import { aContext } from '../../../test/support/edge-app.ts';

export const WHOLESALE_MINOR = 200n;
export const CREDITS_MINOR = 1_000_000_000n;
const DAY_MS = 86_400_000;

type Source = { carrier: string; item: string };
export type DrilledShop = {
  accountId: string;
  clientId: string;
  clientSecret: string;
  /** One of each plan. */
  itemIds: string[];
};

/** Loads a plan of each supplier alone, and one that is split among all of them. */
export async function loadRoutedPlans(db: Database, sources: readonly Source[]): Promise<string[]> {
  const of = [...sources.map((one) => [one]), sources];
  const dataPlans = of.map((one) => {
    const [first] = one;
    const size = { sizeValue: 1, sizeUnit: 'GB' } as const;
    const named = { id: newId(), name: `Austria of ${one.map(({ carrier }) => carrier).join()}` };
    return { ...named, ...size, validityDays: 7, countrySet: 'AT', carrier: first?.carrier ?? '' };
  });
  const countrySets = [
    { code: 'AT', name: 'Austria', kind: 'country' as const, countries: ['AT'] },
  ];
  const prices = dataPlans.map(({ id }) => ({ dataPlanId: id, wholesaleMinor: WHOLESALE_MINOR }));
  await db.transaction(async (tx) => {
    await loadCatalogue(tx, { countrySets, dataPlans, prices });
    for (const [index, { id: dataPlanId }] of dataPlans.entries()) {
      const own = (of[index] ?? []).map((one) => ({ ...one, share: 1 }));
      const policy = own.length > 1 ? 'split' : 'preferred';
      await replacePlanSources(tx, { dataPlanId, policy, sources: own });
    }
  });
  return dataPlans.map(({ id }) => id);
}

/** Opens a live account with credits and a key, which offers the plans. */
export function openDrilledShop(
  db: Database,
  dataPlanIds: readonly string[],
): Promise<DrilledShop> {
  const now = new Date();
  return db.transaction(async (tx) => {
    const reseller = { name: 'Shop', email: `${newId()}@shop.test`, now };
    const { liveAccountId: accountId } = await createOrganization(tx, reseller);
    const scope = { db: tx, accountId, now };
    const credits = { amountMinor: CREDITS_MINOR, description: 'Credits' };
    await addCredits(scope, { ...credits, type: 'adjustment' });
    const items = dataPlanIds.map((dataPlanId) => ({ id: newId(), dataPlanId, retailMinor: 499n }));
    await offerItems(scope, items);
    const key = await createApiKey(scope, { name: 'Drill' });
    return { accountId, ...key, itemIds: items.map(({ id }) => id) };
  });
}

/** Returns the token of an operator's key, with which a person settles orders. */
export function openOperatorKey(db: Database): Promise<string> {
  const now = new Date();
  return db.transaction(async (tx) => {
    const person = { email: 'operator@drill.test', name: 'Operator', now, publicUrl: 'http://x' };
    const { personId, organizationId } = await openOperator(tx, person);
    const actor = { kind: 'person', personId, name: 'Operator', role: 'operator' } as const;
    const scope = { ...aContext({ now, organizationId, actor }), db: tx };
    const expiresAt = new Date(now.getTime() + DAY_MS);
    const draft = { name: 'Drill', ipAllowList: ['127.0.0.1', '::1'], expiresAt };
    return (await createOperatorKey(scope, { ...draft, scopes: ['assist', 'operate'] })).token;
  });
}
