import { vi } from 'vitest';
import { esimAccessSupplier } from '../../simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../../simulators/esim-go/supplier.ts';
import { type SimulatorSettings, startSimulator } from '../../simulators/simulator.ts';
import { createSalesLane, type SaleRequest } from '../../src/commerce/activations/index.ts';
import {
  loadCatalogue,
  replacePlanSources,
  type SourcePolicy,
} from '../../src/commerce/catalog/index.ts';
import { offerItems } from '../../src/commerce/inventory/index.ts';
import { createOrganization } from '../../src/commerce/onboarding/index.ts';
import { startOrdering } from '../../src/commerce/supplier-orders/index.ts';
import { createCallLog, selectOrderOf } from '../../src/connectivity/carrier-orders/index.ts';
import {
  type CarrierSettings,
  createCarriers,
  importedCarrier,
  openOrderingCarriers,
  sandboxCarrier,
  withOrderedCarriers,
} from '../../src/connectivity/carriers/index.ts';
import type { DataTerms } from '../../src/kernel/data-terms.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addCredits } from '../../src/money/credits/index.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { idempotencyKeys } from '../../src/tenancy/idempotency/index.ts';
import { aContext } from './edge-app.ts';
import { LINKS } from './shop.ts';

export const WHOLESALE_MINOR = 200n;
const ITEM = 'AT_1_7';
/** Sources of the plan at two suppliers. */
export const AUSTRIA_AT_ACCESS = { carrier: 'esim-access', item: ITEM };
export const AUSTRIA_AT_GO = { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2' };
/** An order that is as it should be in the end. */
export const DELIVERED = { state: 'DELIVERED', packageState: 'ACTIVE' };
const DEADLINE_MS = 400;
const LEASE_MS = 3_000;
/** Of the one request that a counter takes. */
const HASH = Buffer.alloc(32);

/** A plan that is ordered from the carrier with this item; once a database. */
export async function loadOrderedPlan(
  db: Database,
  {
    carrier = 'esim-access',
    item = ITEM,
    policy = 'preferred',
    sources = [{ carrier, item }],
    sizeValue = 1,
    dataTerms = null,
  }: {
    carrier?: string;
    item?: string;
    policy?: SourcePolicy;
    sizeValue?: number;
    dataTerms?: DataTerms | null;
    sources?: Parameters<typeof replacePlanSources>[1]['sources'];
  } = {},
): Promise<string> {
  const id = newId();
  const size = { sizeValue, sizeUnit: 'GB', dataTerms } as const;
  const plan = { id, name: `Austria of ${carrier}`, ...size, validityDays: 7, countrySet: 'AT' };
  const countrySets = [
    { code: 'AT', name: 'Austria', kind: 'country' as const, countries: ['AT'] },
  ];
  const prices = [{ dataPlanId: id, wholesaleMinor: WHOLESALE_MINOR }];
  await db.transaction(async (tx) => {
    await loadCatalogue(tx, { countrySets, dataPlans: [{ ...plan, carrier }], prices });
    await replacePlanSources(tx, { dataPlanId: id, policy, sources });
  });
  return id;
}

/** A reseller's live account with credits, which offers the plan. */
export async function openLiveShop(
  db: Database,
  {
    dataPlanId,
    settings,
    creditsMinor = 10_000_000n,
  }: {
    dataPlanId: string;
    settings: CarrierSettings;
    creditsMinor?: bigint;
  },
) {
  const now = new Date();
  const reseller = { name: 'Shop', email: `${newId()}@shop.test`, now };
  const made = await db.transaction((tx) => createOrganization(tx, reseller));
  const { organizationId, liveAccountId: accountId } = made;
  const itemId = newId();
  await db.transaction(async (tx) => {
    const credits = {
      amountMinor: creditsMinor,
      description: 'Credits',
      type: 'adjustment',
    } as const;
    await addCredits({ db: tx, accountId, now }, credits);
    await offerItems({ db: tx, accountId, now }, [{ id: itemId, dataPlanId, retailMinor: 499n }]);
  });
  const shop = { accountId, organizationId, itemId };
  return { ...shop, ...openCounter(db, { shop, settings }) };
}

type Shop = { accountId: string; organizationId: string; itemId: string };

/** Sells the item of a shop in this process; under a key once, however often it is asked. */
export function openCounter(
  db: Database,
  { shop, settings }: { shop: Shop; settings: CarrierSettings },
) {
  const { accountId, organizationId, itemId } = shop;
  const ctx = aContext({ accountId, organizationId, now: new Date(), mode: 'live' });
  const carriers = withOrderedCarriers(
    createCarriers([sandboxCarrier()], importedCarrier),
    settings,
  );
  const realNow = () => new Date();
  const lane = createSalesLane({
    db,
    carriers,
    links: LINKS,
    idempotency: idempotencyKeys,
    realNow,
  });
  const terms = {
    ctx,
    inventoryItemId: itemId,
    activationMode: 'NOW',
    salesChannel: 'API',
  } as const;

  async function submit(request: SaleRequest, key?: string) {
    const claim = key === undefined ? undefined : { accountId, key, requestHash: HASH };
    const answer = await lane.submit(accountId, { request, ...(claim && { claim }) });
    if ('refusal' in answer) throw answer.refusal;
    const { activatedItem, customer } = JSON.parse(answer.body);
    return { status: answer.status, uid: activatedItem.uid as string, customer: customer.uid };
  }
  return {
    ctx,
    register: (key?: string) => submit({ ...terms, kind: 'register' }, key),
    topUp: (customerUid: string) => submit({ ...terms, kind: 'top_up', customerUid }),
  };
}

/** Starts eSIM Access on loopback. */
export async function openEsimAccess(
  options: Parameters<typeof esimAccessSupplier>[0] = {},
  settings: SimulatorSettings = {},
) {
  const supplier = esimAccessSupplier({ allocateMs: 20, accessCode: 'code', ...options });
  const simulator = await startSimulator(supplier, {
    isLimited: false,
    slowMs: DEADLINE_MS * 2,
    ...settings,
  });
  return { ...simulator, settings: { esimAccess: { accessCode: 'code', url: simulator.url } } };
}

/** Starts eSIM Go on loopback. */
export async function openEsimGo(
  options: Parameters<typeof esimGoSupplier>[0] = {},
  settings: SimulatorSettings = {},
) {
  const supplier = esimGoSupplier({ apiKey: 'key', ...options });
  const simulator = await startSimulator(supplier, {
    isLimited: false,
    slowMs: DEADLINE_MS * 2,
    ...settings,
  });
  return { ...simulator, settings: { esimGo: { apiKey: 'key', url: `${simulator.url}/v2.5` } } };
}

/** Works on orders in this process until it is stopped. */
export function openOrdering(
  db: Database,
  settings: CarrierSettings,
  { leaseMs = LEASE_MS }: { leaseMs?: number } = {},
) {
  const { carriers, close } = openConnectors(db, settings);
  const log = { warn: (facts: object) => failures.push(facts) };
  const failures: object[] = [];
  const now = () => new Date();
  const ordering = startOrdering({ db, carriers, log, now, leaseMs });
  return {
    /** Steps that threw. */
    failures,
    async close() {
      await ordering.stop();
      await close();
    },
  };
}

/** The connectors of a test, without a pace, and what closes them. */
export function openConnectors(db: Database, settings: CarrierSettings) {
  const outgoing = createOutgoing();
  const now = () => new Date();
  const calls = createCallLog({ db, now, onError: () => undefined });
  const parts = { outgoing, record: calls.record, now, deadlineMs: DEADLINE_MS, perSecond: 5_000 };
  return {
    carriers: openOrderingCarriers(settings, parts),
    async close() {
      await calls.flush();
      await outgoing.close();
    },
  };
}

/** Keeps five calls to a carrier that got no answer now, after which it counts as failing. */
export async function keepFailedCalls(db: Database, carrier: string): Promise<void> {
  await db.run(sql`
    insert into carrier_calls (id, carrier, verb, method, path, duration_ms, outcome, detail,
      called_at)
    select gen_random_uuid(), ${carrier}, 'order', 'POST', '/', 1, 'unknown', 'It was lost.', now()
    from generate_series(1, 5)`);
}

/** Returns the choices of a package's order in words. */
export async function choicesOf(
  db: Database,
  { accountId, uid }: { accountId: string; uid: string },
): Promise<string[]> {
  const order = await selectOrderOf(db, accountId, uid);
  const choices = order?.choices ?? [];
  return choices.map(({ carrier, outcome, reason }) => `${carrier} ${outcome} ${reason}`);
}

export type OrderRow = {
  state: string;
  reason: string | null;
  carrier: string;
  supplierOrder: string | null;
  packageState: string;
  asks: boolean;
  isSpare: boolean;
  iccid: string | null;
};

/** Returns the orders of an account with the states of their packages, oldest first. */
export function ordersOf(db: Database, accountId: string): Promise<OrderRow[]> {
  return db.rows<OrderRow>(sql`
    select placed.state, placed.reason, placed.carrier, placed.supplier_order as "supplierOrder",
      item.state as "packageState", placed.asks_since is not null as asks,
      placed.spare_profile is not null as "isSpare", placed.iccid
    from carrier_orders as placed
    join activated_items as item
      on item.account_id = placed.account_id
      and item.id = placed.activated_item_id
    where placed.account_id = ${accountId}
    order by placed.id`);
}

/** Waits until the account's orders are as expected. */
export function awaitOrders(
  db: Database,
  accountId: string,
  expected: Partial<OrderRow>[],
): Promise<void> {
  return vi.waitFor(
    async () => {
      const rows = await ordersOf(db, accountId);
      const isSame = rows.length === expected.length;
      const misses = rows.some((row, index) =>
        Object.entries(expected[index] ?? {}).some(
          ([name, value]) => row[name as keyof OrderRow] !== value,
        ),
      );
      if (!isSame || misses) throw new Error(`The orders are ${JSON.stringify(rows)}`);
    },
    { timeout: 15_000, interval: 50 },
  );
}
