import { auditBooks } from '../src/backoffice/operator/index.ts';
import { applyDueChangesEverywhere } from '../src/commerce/activations/index.ts';
import { sumTransfersEverywhere } from '../src/money/credits/index.ts';
import type { Database } from '../src/platform/db/database.ts';
import { sales, toRow } from './register.ts';
import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import { type BenchStore, openBenchStore } from './support/bench-store.ts';
import { fillStore, firstOf } from './support/fill-store.ts';
import { type Measured, percentiles, playRounds } from './support/load.ts';
import { authenticate, openReseller, type Reseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { withCpu } from './support/with-cpu.ts';

const SHOPS = 10;
const PACKAGES_EACH = Number(process.env.BENCH_PACKAGES ?? 2_000_000) / SHOPS;
/** Of the only shop in the store that is held against the filled one; at the same pace. */
const FEW = 20_000;
const SECONDS_EACH = 60;
const ROUNDS = 3;
const ASKED = 200;
const WARM = 20;
const EXPIRING = 5_000;
const GOAL = 1.3;
const RATE_GOAL = 0.77;
const HOUR_MS = 3_600_000;

type Side = {
  store: BenchStore;
  server: BenchServer;
  reseller: Reseller;
  headers: Record<string, string>;
  /** Of the shop's packages. */
  first: number;
  packages: number;
};

/**
 * What a reseller does in a store with millions of packages, a tenth of them its own,
 * against the same in a store with nothing but its last two weeks.
 */
export async function filledRows(full: BenchStore): Promise<Row[]> {
  const empty = await openBenchStore();
  const sides: Side[] = [];
  try {
    sides.push(await openSide(full, SHOPS, PACKAGES_EACH));
    sides.push(await openSide(empty, 1, FEW));
    const [ours, theirs] = sides as [Side, Side];
    const rows = [await saleRow(ours, theirs)];
    for (const [name, ask] of Object.entries(ASKS)) rows.push(await askRow(name, ask, sides));
    rows.push(await expiryRow(ours, theirs));
    await refuseUnbalanced(empty.db);
    return rows;
  } finally {
    for (const { server } of sides) await server.stop();
    await empty.close();
  }
}

function fail(error: unknown): never {
  throw error;
}

async function refuseUnbalanced(db: Database): Promise<void> {
  const [finding] = await auditBooks(db);
  if (finding) throw new Error(`the load does not add up: ${finding.finding}`);
}

async function openSide(store: BenchStore, count: number, packages: number): Promise<Side> {
  const resellers: Reseller[] = [];
  for (let made = 0; made < count; made += 1) resellers.push(await openReseller(store.db));
  const shops = resellers.map(({ shop }) => shop);
  const started = performance.now();
  await fillStore(store, { shops, packagesEach: packages, secondsEach: SECONDS_EACH });
  await sumTransfersEverywhere(store.db, fail);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.error(`${count * packages} packages were filled in within ${seconds} s.`);
  const server = await startBenchServer(store.url, 'lane');
  const reseller = resellers.at(-1) as Reseller;
  const headers = {
    authorization: `Bearer ${await authenticate(server.url, reseller)}`,
    'content-type': 'application/json',
  };
  return { store, server, reseller, headers, packages, first: firstOf(count - 1, packages) };
}

async function saleRow(ours: Side, theirs: Side): Promise<Row> {
  const sell = async ({ store, server, reseller }: Side) => {
    const send = await sales(server, [reseller]);
    return withCpu(store, server)(() => send({ connections: 64 }));
  };
  const [scenario, yardstick] = [await sell(ours), await sell(theirs)];
  const measured = await playRounds(ROUNDS, { yardstick, scenario });
  const ratio = measured.scenario.rate / measured.yardstick.rate;
  const of = { scenario: `sales ${among()}`, yardstick: AGAINST, goal: RATE_GOAL };
  return toRow(of, { ...measured, ratio });
}

const among = () => `among ${(PACKAGES_EACH * SHOPS).toLocaleString('en')} packages`;
const AGAINST = `among ${FEW.toLocaleString('en')}`;

/** A request about the package with a number, which was sold at a time. */
type Ask = (n: number, soldAt: Date) => { path: string; body?: object };

const search =
  (searchKey: string, searchMode: string, queryOf: (n: number) => string): Ask =>
  (n) => ({
    path: '/gigastore/activations/search-customers',
    body: { searchKey, searchMode, searchQuery: queryOf(n) },
  });
const mailOf = (n: number) => `traveller${n}@mail${n % 997}.example.com`;
const iccidOf = (n: number) => `8988${String(n).padStart(15, '0')}`;
const ranged = (path: string, soldAt: Date, hours: number) => {
  const to = new Date(soldAt.getTime() + hours * HOUR_MS);
  return { path: `${path}from=${soldAt.toISOString()}&to=${to.toISOString()}` };
};

const ASKS: Record<string, Ask> = {
  'search, email': search('EMAIL', 'isExact', mailOf),
  'search, ICCID': search('ICCID', 'isExact', iccidOf),
  'search, metatag': search('METATAG', 'isExact', (n) => `order-${n}`),
  'search, part of an email': search('EMAIL', 'contains', (n) => `${n}@mail${n % 997}`),
  'sales history, newest': () => ({ path: '/gigastore/packages?limit=50' }),
  'sales history, two hours': (_, soldAt) => ranged('/gigastore/packages?limit=50&', soldAt, 2),
  'statement, two hours': (_, soldAt) => ranged('/gigastore/credits/statement?', soldAt, 2),
};

async function askRow(name: string, ask: Ask, sides: readonly Side[]): Promise<Row> {
  const times: number[][] = sides.map(() => []);
  const began = Date.now();
  for (let count = 0; count < WARM + ASKED; count += 1) {
    const took = [];
    for (const side of sides) took.push(await timeOne(side, ask, { count, began }));
    if (count >= WARM) took.map((ms, index) => times[index]?.push(ms));
  }
  const [ours, theirs] = times.map(percentiles) as [Percentiles, Percentiles];
  const ratio = ours.p50Ms / theirs.p50Ms;
  return {
    scenario: `${name}, ${among()}`,
    ...{ rate: 1000 / ours.p50Ms, p50Ms: ours.p50Ms, p99Ms: ours.p99Ms },
    yardstick: `${AGAINST} (p50 ${theirs.p50Ms.toFixed(1)} ms, p99 ${theirs.p99Ms.toFixed(1)})`,
    ratio,
    goal: `p50 ≤ ${GOAL} ×`,
    isMet: ratio <= GOAL,
  };
}

/** Asks about one of the shop's packages, another one each time. */
async function timeOne(
  side: Side,
  ask: Ask,
  { count, began }: { count: number; began: number },
): Promise<number> {
  const age = 200 + ((count * 7_919_317) % (side.packages - 400));
  const soldAt = new Date(began - age * SECONDS_EACH * 1000);
  const started = performance.now();
  await send(side, ask(side.first + side.packages - age, soldAt));
  return performance.now() - started;
}

type Percentiles = ReturnType<typeof percentiles>;

async function send({ server, headers }: Side, { path, body }: ReturnType<Ask>): Promise<void> {
  const method = body ? 'POST' : 'GET';
  const answer = await fetch(server.url + path, {
    ...{ method, headers: body ? headers : { authorization: headers.authorization ?? '' } },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const found = JSON.parse(text) as { totalCount?: number; items?: unknown[] };
  if (!found.totalCount && !found.items?.length) {
    throw new Error(`${path} found nothing: ${answer.status} ${text.slice(0, 200)}`);
  }
}

/**
 * Packages that the shop sold one after the other and that expire together, as those of one
 * validity do, found by the worker among all others.
 */
async function expiryRow(ours: Side, theirs: Side): Promise<Row> {
  const expire = (side: Side) => {
    let round = 0;
    return async () => {
      round += 1;
      await makeDue(side, round);
      return withCpu(side.store)(() => expireDue(side))();
    };
  };
  const measured = await playRounds(ROUNDS, { yardstick: expire(theirs), scenario: expire(ours) });
  const ratio = measured.scenario.rate / measured.yardstick.rate;
  const of = { scenario: `packages expire, ${among()}`, yardstick: AGAINST, goal: RATE_GOAL };
  return toRow(of, { ...measured, ratio });
}

/** Lets the shop's newest packages end that the rounds before have left. */
async function makeDue(side: Side, round: number): Promise<void> {
  const from = side.first + side.packages - round * EXPIRING;
  const { rowCount } = await side.store.db.pool.query(
    `update activated_items
    set due_at = now() - interval '1 second', expires_at = now() - interval '1 second'
    where account_id = $1 and state = 'ACTIVE'
      and id in (
        select ('01904000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
        from generate_series($2::int, $3::int) as n
      )`,
    [side.reseller.shop.ctx.accountId, from, from + EXPIRING - 1],
  );
  if (!rowCount || rowCount < EXPIRING * 0.9) throw new Error(`only ${rowCount} packages end`);
}

async function expireDue({ store }: Side): Promise<Measured> {
  const started = performance.now();
  const moved = await applyDueChangesEverywhere({
    db: store.db,
    realNow: () => new Date(),
    onError: fail,
  });
  const ms = performance.now() - started;
  return { rate: (1000 * moved) / ms, p50Ms: ms, p99Ms: ms };
}
