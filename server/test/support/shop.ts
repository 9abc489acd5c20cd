import { randomBytes } from 'node:crypto';
import {
  createSalesLane,
  type SaleRequest,
  type SalesLane,
  sellBatch,
} from '../../src/commerce/activations/index.ts';
import { type DataPlan, loadCatalogue } from '../../src/commerce/catalog/index.ts';
import { offerItems } from '../../src/commerce/inventory/index.ts';
import { createOrganization } from '../../src/commerce/onboarding/index.ts';
import {
  type Carriers,
  createCarriers,
  importedCarrier,
  sandboxCarrier,
} from '../../src/connectivity/carriers/index.ts';
import { createPublicLinks } from '../../src/connectivity/esims/index.ts';
import type { Context } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createPublicTokens } from '../../src/kernel/public-token.ts';
import { addCredits } from '../../src/money/credits/index.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { idempotencyKeys } from '../../src/tenancy/idempotency/index.ts';
import { aContext } from './edge-app.ts';

export const PLANS = {
  worldwide: plan({ name: 'eSIM Worldwide 1 GB', countrySet: 'WWW' }),
  europe: plan({ name: 'eSIM Europe 1 GB', countrySet: 'EU' }),
  austria: plan({ name: 'eSIM Austria 1 GB', countrySet: 'AT', validityDays: 7 }),
  endless: plan({ name: 'eSIM Worldwide forever', countrySet: 'WWW', validityDays: null }),
  imported: plan({ name: 'eSIM Europe imported', countrySet: 'EU', carrier: 'alpine' }),
};
export type PlanName = keyof typeof PLANS;

/** The wholesale and retail prices of every plan of the shop, in cents. */
export const WHOLESALE_MINOR = 200n;
export const RETAIL_MINOR = 499n;

const COUNTRY_SETS = [
  { code: 'WWW', name: 'Worldwide', kind: 'worldwide', countries: ['AT', 'DE', 'US'] },
  { code: 'EU', name: 'Europe', kind: 'region', countries: ['AT', 'DE'] },
  { code: 'AT', name: 'Austria', kind: 'country', countries: ['AT'] },
] as const;

export const LINKS = createPublicLinks('http://shop.test', createPublicTokens(randomBytes(32)));

export type Shop = {
  db: Database;
  ctx: Context;
  carriers: Carriers;
  lane: SalesLane;
  /** The account's inventory item of each plan. */
  items: Record<PlanName, string>;
};

/** Loads the few plans that every shop offers; once a database. */
export async function loadPlans(db: Database): Promise<void> {
  const dataPlans = Object.values(PLANS);
  const countrySets = COUNTRY_SETS.map((set) => ({ ...set, countries: [...set.countries] }));
  const prices = dataPlans.map(({ id }) => ({ dataPlanId: id, wholesaleMinor: WHOLESALE_MINOR }));
  await db.transaction((tx) => loadCatalogue(tx, { countrySets, dataPlans, prices }));
}

/** A new reseller's sandbox account with credits (in cents) and one item of each plan. */
export async function openShop(db: Database, creditsMinor = 100_000n): Promise<Shop> {
  const reseller = { name: 'Shop', email: `${newId()}@shop.test`, now: new Date() };
  const made = await db.transaction((tx) => createOrganization(tx, reseller));
  const { organizationId, sandboxAccountId: id } = made;
  return addCreditsAndItems(db, { id, organizationId, creditsMinor });
}

/** Adds credits (in cents) and one item of each plan to an existing account. */
export async function addCreditsAndItems(
  db: Database,
  of: { id: string; organizationId: string; creditsMinor?: bigint },
): Promise<Shop> {
  const now = new Date();
  const { id: accountId, organizationId, creditsMinor = 100_000n } = of;
  const names = Object.keys(PLANS) as PlanName[];
  const ids = names.map(() => newId());
  await db.transaction(async (tx) => {
    if (creditsMinor > 0n) {
      const credits = { amountMinor: creditsMinor, description: 'Test credits' };
      await addCredits({ db: tx, accountId, now }, { ...credits, type: 'sandbox_credit' });
    }
    const offers = names.map((name, index) => ({
      id: ids[index],
      dataPlanId: PLANS[name].id,
      retailMinor: RETAIL_MINOR,
    }));
    await offerItems({ db: tx, accountId, now }, offers);
  });
  const ctx = aContext({ accountId, organizationId, now });
  const items = Object.fromEntries(names.map((name, index) => [name, ids[index]]));
  return { db, ctx, items: items as Shop['items'], ...openCounter(db) };
}

/** The carriers and the lane of one process; several counters sell for one shop. */
export function openCounter(db: Database) {
  const parts = sellParts(db);
  const { carriers } = parts;
  return { carriers, lane: createSalesLane(parts) };
}

/** Sells in one batch, without the lane; gives each status, or the refusal's code, in order. */
export async function sellTogether(shop: Shop, requests: SaleRequest[]): Promise<string[]> {
  const batch = requests.map((request) => ({ request }));
  const answers = await sellBatch(sellParts(shop.db), { batch, waits: false });
  return answers.map((answer) =>
    typeof answer === 'symbol'
      ? 'locked'
      : 'refusal' in answer
        ? answer.refusal.code
        : JSON.parse(answer.body).activatedItem.status,
  );
}

function sellParts(db: Database) {
  const carriers = createCarriers([sandboxCarrier()], importedCarrier);
  const realNow = () => new Date();
  return { db, carriers, links: LINKS, idempotency: idempotencyKeys, realNow };
}

type Registration = Extract<SaleRequest, { kind: 'register' }>;
export type TopUp = Exclude<SaleRequest, Registration>;

/** The request of a first package; `over` replaces what the test is about. */
export function registration(shop: Shop, over: Partial<Registration> = {}): Registration {
  return { ...termsOf(shop), kind: 'register', ...over };
}

/** The request of a further package of a customer; `over` replaces what the test is about. */
export function topUp(shop: Shop, customerUid: string, over: Partial<TopUp> = {}): TopUp {
  return { ...termsOf(shop), kind: 'top_up', customerUid, ...over };
}

function termsOf({ ctx, items }: Shop) {
  const how = { activationMode: 'NOW', salesChannel: 'API' } as const;
  return { ctx, inventoryItemId: items.worldwide, ...how };
}

/** Sells through the lane; gives the parsed answer, or the refusal's code. */
export async function sell(shop: Shop, request: SaleRequest, key?: string) {
  const answer = await shop.lane.submit(shop.ctx.accountId, {
    request,
    claim: key === undefined ? undefined : claimFor(shop, request, key),
  });
  if ('refusal' in answer) return { refused: answer.refusal.code, refusal: answer.refusal };
  return { sold: JSON.parse(answer.body), body: answer.body, isReplay: answer.isReplay };
}

function claimFor(shop: Shop, { ctx: _, ...asked }: SaleRequest, key: string) {
  const of = { method: 'POST', route: asked.kind, params: {}, body: asked };
  const requestHash = idempotencyKeys.requestHash(of);
  return { accountId: shop.ctx.accountId, key, requestHash };
}

function plan(over: Partial<DataPlan> & { name: string; countrySet: string }): DataPlan {
  const size = { sizeValue: 1, sizeUnit: 'GB' } as const;
  return { id: newId(), ...size, validityDays: 30, carrier: 'sandbox', ...over };
}

/** How many rows of the table are the shop's. */
export async function countRows(shop: Shop, table: string): Promise<number> {
  const { rows } = await shop.db.pool.query<{ count: string }>(
    `select count(*) from ${table} where account_id = $1`,
    [shop.ctx.accountId],
  );
  return Number(rows[0]?.count);
}
