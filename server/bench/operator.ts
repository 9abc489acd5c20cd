import { createOperatorKey } from '../src/identity/operator-keys/index.ts';
import { openOperator } from '../src/identity/team/index.ts';
import { type Database, sql } from '../src/platform/db/database.ts';
import { startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { latencyRow } from './support/latency-row.ts';
import type { Row } from './support/row.ts';

const SIZE = { resellers: 10_000, plans: 50_000, profiles: 5_000_000 };
const WARM_REQUESTS = 3;
const REQUESTS = 40;
const GOAL_P95_MS = 300;

type Size = typeof SIZE;

/** What an operator filters by, of one that there is. */
const LISTS: Record<string, (n: number, size: Size) => string> = {
  'resellers by name': (n, { resellers }) =>
    `/operator/organizations?limit=50&q=reseller ${1 + (n % resellers)}`,
  'resellers by a rare text': () => '/operator/organizations?limit=50&q=nobody has this',
  'open resellers': () => '/operator/organizations?limit=50&closed=false',
  'plans by name': (n, { plans }) => `/operator/data-plans?limit=50&q=plan ${1 + (n % plans)}`,
  'plans by a rare text': () => '/operator/data-plans?limit=50&q=nobody has this',
  'plans of a country set': () => '/operator/data-plans?limit=50&country_set=AT&retired=false',
  'plans of a carrier': () => '/operator/data-plans?limit=50&carrier=glacier',
  'profiles by ICCID': (n, { profiles }) => `/operator/profiles/${iccidOf(1 + (n % profiles))}`,
  'profile stock': () => '/operator/profile-stock',
};

const iccidOf = (n: number) => `8988${String(n).padStart(15, '0')}`;

/** The operators' lists of a large installation, one request after the other. */
export function operatorRows(store: BenchStore): Promise<Row[]> {
  return operatorScenario(store, SIZE);
}

/** The same in an installation of any size. */
export async function operatorScenario({ db, url }: BenchStore, size: Size): Promise<Row[]> {
  await fill(db, size);
  const headers = { authorization: `Bearer ${await openKey(db)}` };
  const server = await startBenchServer(url, 'lane');
  try {
    const rows: Row[] = [];
    for (const [name, pathOf] of Object.entries(LISTS)) {
      const ask = (n: number) => read(server.url + pathOf(n, size), headers);
      rows.push(latencyRow(`operator, ${name}`, await measure(ask), GOAL_P95_MS));
    }
    return rows;
  } finally {
    await server.stop();
  }
}

async function measure(ask: (n: number) => Promise<void>): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < WARM_REQUESTS + REQUESTS; count += 1) {
    const started = performance.now();
    await ask(count * 7_919_317);
    if (count >= WARM_REQUESTS) latencies.push(performance.now() - started);
  }
  return latencies;
}

async function read(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(encodeURI(url), { headers });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${body}`);
}

async function openKey(db: Database): Promise<string> {
  const now = new Date();
  return db.transaction(async (tx) => {
    const person = { email: 'operator@bench.test', name: 'Olga', now, publicUrl: 'http://bench' };
    const { organizationId, personId } = await openOperator(tx, person);
    const account = await tx.row<{ id: string }>(sql`
      select id
      from accounts
      where organization_id = ${organizationId}
        and mode = 'live'`);
    const scope = {
      ...{ db: tx, organizationId, accountId: account?.id ?? '', mode: 'live' as const, now },
      actor: { kind: 'person' as const, personId, name: 'Olga', role: 'operator' },
      ...{ requestId: 'bench', remoteAddress: '127.0.0.1', scopes: [], mandate: null },
      ...{ requiresUserLocation: false, refundLimitPerMonth: 0, dailySpendLimitMinor: null },
      changes: [],
    };
    const expiresAt = new Date(now.getTime() + 86_400_000);
    const scopes = ['assist'] as const;
    const draft = { name: 'Bench', scopes, ipAllowList: ['127.0.0.1', '::1'], expiresAt };
    return (await createOperatorKey(scope, draft)).token;
  });
}

/** Resellers, plans with a price, and profiles of five carriers, of which nine in ten are free. */
async function fill(db: Database, { resellers, plans, profiles }: Size): Promise<void> {
  await db.run(sql`
    insert into organizations (id, name, email)
    select gen_random_uuid(), 'Reseller ' || n, 'office' || n || '@reseller.test'
    from generate_series(1, ${resellers}) as n`);
  await db.run(sql`
    with made as (
      insert into data_plans (id, name, size_value, size_unit, data_bytes, validity_days,
        country_set, carrier)
      select gen_random_uuid(), 'Plan ' || n, 1, 'GB', 1073741824, 30,
        (array['WWW', 'EU', 'AT'])[1 + n % 3], (array['alpine', 'glacier', 'meadow'])[1 + n % 3]
      from generate_series(1, ${plans}) as n
      returning id
    )
    insert into price_list_entries (price_list_id, data_plan_id, wholesale_minor)
    select (select id from price_lists where is_default), id, 200
    from made`);
  await db.run(sql`
    insert into carrier_profiles (iccid, carrier, smdp_address, matching_id)
    select '8988' || lpad(n::text, 15, '0'), 'carrier' || n % 5, 'smdp.bench.test', 'M-' || n
    from generate_series(1, ${profiles}) as n`);
  await db.run(sql`
    insert into free_profiles (carrier, iccid)
    select carrier, iccid
    from carrier_profiles
    where right(iccid, 1) <> '7'
    order by carrier, iccid`);
  await db.pool.query('vacuum analyze');
}
