import { expect, it, vi } from 'vitest';
import { drawFaults, type Fault } from '../../simulators/faults.ts';
import { startSimulator } from '../../simulators/simulator.ts';
import { smdpSupplier } from '../../simulators/smdp/supplier.ts';
import { saveSmdp, settleStockOrder } from '../../src/commerce/stock-orders/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { testEncryption } from '../support/access.ts';
import { createTestDatabase } from '../support/database.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { kill, startProgram } from '../support/order-processes.ts';
import { loadPlans, PLANS } from '../support/shop.ts';
import { openLiveShop } from '../support/supply.ts';

/** `GIGASTORE_STOCK_ORDERS=10000 npm test -- random-stock` orders as many as you like. */
const ORDERS = Number(process.env.GIGASTORE_STOCK_ORDERS ?? 80);
const KILLS = Math.max(12, Math.round(ORDERS / 40));
const SEED = 20_261_130;
const BATCH = 10;
const DEADLINE_MS = 300;
const SLOW_MS = 600;
const LEASE_MS = 1_000;
const SOLD_A_KILL = 2;
// A busy machine needs ten times what an idle one does.
const PATIENCE_MS = 60_000 + ORDERS * 200;
const SOON_MS = 2_500;

const FUNCTIONS = ['downloadOrder', 'confirmOrder', 'releaseProfile', 'cancelOrder'] as const;
/** Where a call stands when its worker is killed. */
const MOMENTS = ['sent', 'executed', 'answered'] as const;
const KINDS: Fault[] = [
  ...(['request_lost', 'server_error', 'answer_lost_after'] as const),
  ...(['server_error_after', 'garbage_after', 'slow_after'] as const),
];

const { db, url } = await forThisFile(createTestDatabase());
await loadPlans(db);
const supplier = smdpSupplier({ stock: { gold: ORDERS * 2, silver: ORDERS }, requesterId: 'us' });
const simulator = await forThisFile(
  startSimulator(supplier, { isLimited: false, slowMs: SLOW_MS }),
);
const draw = drawFaults({ rate: 0.15, kinds: KINDS, seed: SEED });
const random = (below: number, at: number) => (Math.imul(at + SEED, 2_654_435_761) >>> 0) % below;

it('stocks, sells and forgets nothing twice over faults and kills between any two steps', {
  timeout: PATIENCE_MS * 3,
}, async () => {
  const silver = [...supplier.state.profiles.values()]
    .filter(({ profileType }) => profileType === 'silver')
    .map(({ iccid }) => iccid)
    .slice(0, ORDERS / 2);
  await setUp('alps', { carrier: 'alpine', profileType: 'gold', iccids: null });
  const ends = { first: silver[0] ?? '', last: silver.at(-1) ?? '' };
  await setUp('tyrol', { carrier: 'tyrolean', profileType: 'silver', iccids: ends });
  const shop = await openLiveShop(db, { dataPlanId: PLANS.imported.id, settings: {} });

  let sold = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await killAt(round);
    for (let sale = 0; sale < SOLD_A_KILL && (await free('alpine')).length > 0; sale += 1) {
      await shop.register();
      sold += 1;
    }
  }
  simulator.failWith(draw);
  const worker = await startProgram('stock-worker.ts', [url, `${DEADLINE_MS}`, `${LEASE_MS}`]);
  await vi.waitFor(expectAllEnded, { timeout: PATIENCE_MS, interval: 50 });
  await kill(worker);

  // What the SM-DP+ gave away is released, once, and is in stock or a customer's under its code.
  const { profiles } = supplier.books();
  expect(profiles.filter(({ state, orders }) => state !== 'Released' || orders !== 1)).toEqual([]);
  const ours = await db.rows<Code>(sql`
    select iccid, matching_id as "matchingId", confirmation_code as "confirmationCode"
    from carrier_profiles`);
  const codes = (all: Code[]) =>
    all.map((one) => `${one.iccid} ${one.matchingId} ${one.confirmationCode}`).sort();
  expect(codes(ours)).toEqual(codes(profiles));
  const customers = await db.rows<Code>(sql`
    select iccid, matching_id as "matchingId", confirmation_code as "confirmationCode"
    from esim_profiles`);
  expect(customers).toHaveLength(sold);
  expect([...(await free()), ...customers.map(({ iccid }) => iccid)].sort()).toEqual(
    profiles.map(({ iccid }) => iccid).sort(),
  );
  expect(new Set(codes(ours))).toEqual(new Set([...codes(ours), ...codes(customers)]));
  // The range was ordered to its end, and each order that ended well has a profile of its own.
  expect(profiles.flatMap((one) => (one.profileType === 'silver' ? one.iccid : []))).toEqual(
    silver,
  );
  const stocked = await db.rows<{ iccid: string }>(sql`
    select iccid from stock_orders where state = 'STOCKED'`);
  expect(stocked.map(({ iccid }) => iccid).sort()).toEqual(
    profiles.map(({ iccid }) => iccid).sort(),
  );
  expect(stocked.length).toBeGreaterThanOrEqual(ORDERS);
});

type Code = { iccid: string; matchingId: string | null; confirmationCode: string | null };

function setUp(
  name: string,
  type: {
    carrier: string;
    profileType: string;
    iccids: { first: string; last: string } | null;
  },
): Promise<void> {
  const settings = {
    ...{ name, url: simulator.url, requesterId: 'us', isPrivate: false },
    ...{ releasesApart: name === 'tyrol', smdpAddress: null },
    ...{ authority: null, certificate: null, privateKey: null },
  };
  const more = { level: ORDERS / 2, batchSize: BATCH, confirmationCodes: name === 'tyrol' };
  const profileTypes = [{ ...type, ...more }];
  const saving = { ...settings, profileTypes, encryption: testEncryption() };
  return db.transaction((tx) => saveSmdp({ db: tx, now: new Date(), changes: [] }, saving));
}

/** Lets a worker order, and kills it at a call of one of the functions. */
async function killAt(round: number): Promise<void> {
  const name = FUNCTIONS[round % FUNCTIONS.length] as string;
  const moment = MOMENTS[Math.floor(round / FUNCTIONS.length) % MOMENTS.length];
  let calls = random(BATCH, round);
  supplier.state.takesMatchingIds = round % 3 !== 0;
  const worker = await startProgram('stock-worker.ts', [url, `${DEADLINE_MS}`, `${LEASE_MS}`]);
  const isDead = new Promise((resolve) => worker.once('exit', resolve));
  simulator.failWith((request) => {
    if (!request.path.endsWith(name)) return draw();
    calls -= 1;
    if (calls >= 0) return draw();
    if (moment === 'answered') {
      setTimeout(() => worker.kill('SIGKILL'), random(30, round));
      return undefined;
    }
    worker.kill('SIGKILL');
    return moment === 'sent' ? 'request_lost' : 'answer_lost_after';
  });
  const pushing = setInterval(() => void hurry(), 50);
  const late = setTimeout(() => worker.kill('SIGKILL'), SOON_MS);
  await isDead;
  clearInterval(pushing);
  clearTimeout(late);
}

/** Ends the pauses after failures, but not the leases of workers. */
async function hurry(): Promise<void> {
  await db.run(sql`
    update stock_orders
    set next_at = now()
    where next_at > now()
      and lease is null`);
}

/** Expects that nothing is on its way, and settles what waits for a person then. */
async function expectAllEnded(): Promise<void> {
  await hurry();
  const open = await db.rows<{ id: string; asks: boolean }>(sql`
    select id, asks_since is not null and next_at is null as asks
    from stock_orders
    where ended_at is null`);
  expect(open.filter(({ asks }) => !asks)).toEqual([]);
  await settle(open.map(({ id }) => id));
  expect(open).toEqual([]);
  expect((await free()).length).toBeGreaterThanOrEqual(ORDERS);
}

/** Does what a person does, who looks at the SM-DP+ for profiles that no order of ours has. */
async function settle(ids: readonly string[]): Promise<void> {
  const known = await db.rows<{ iccid: string }>(sql`
    select iccid from stock_orders where iccid is not null`);
  const ours = new Set(known.map(({ iccid }) => iccid));
  const { profiles } = supplier.books();
  const lost = profiles.filter(({ iccid, state }) => state === 'Allocated' && !ours.has(iccid));
  for (const [place, id] of ids.entries()) {
    const iccid = lost[place]?.iccid ?? null;
    await db.transaction((tx) => settleStockOrder({ db: tx, changes: [] }, { id, iccid }));
  }
}

/** The ICCIDs in stock, of one carrier or of both. */
async function free(carrier = '%'): Promise<string[]> {
  const found = await db.rows<{ iccid: string }>(sql`
    select iccid from free_profiles where carrier like ${carrier}`);
  return found.map(({ iccid }) => iccid);
}
