import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { plansOf } from '../../../test/support/index-plan.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { selectByPath } from './by-path-store.ts';
import { selectEntries } from './store.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });
const PATHS = [
  '/gigastore/credits',
  '/gigastore/credits/entries',
  '/gigastore/activations/register',
];
let accountId: string;

/** Adds requests of these paths, each a second older than the one before. */
async function keep(paths: readonly string[], { count, ageDays }: Record<string, number>) {
  await db.run(sql`
    insert into api_requests (account_id, at, id, request_id, actor_kind, actor_id, method, route,
      path, status, duration_ms, is_replay)
    select ${accountId},
      date_trunc('milliseconds', now()) - make_interval(days => ${ageDays}, secs => n),
      gen_random_uuid(), 'r', 'api_key', 'key', 'GET', path, path, 200, 1, false
    from generate_series(1, ${count}::int) as n, unnest(${[...paths]}::text[]) as path`);
}

beforeAll(async () => {
  await loadPlans(db);
  ({ accountId } = (await openShop(db)).ctx);
  await keep(PATHS, { count: 20, ageDays: 2 });
  await keep(['/gigastore/esim/1', '/gigastore/activations/1'], { count: 1_500, ageDays: 1 });
  await db.run(sql`vacuum analyze api_requests`);
});

it.each([
  '/gigastore/credits',
  '/gigastore/credits/',
  '/gigastore/activations/register',
  '/gigastore/activations',
  '/gigastore/esim',
  '/gigastore/none',
  '/gigastore/%',
  '',
])('the requests below %s are found, page by page, like in the whole list', async (path) => {
  const whole = { filter: { range: {} }, limit: 5_000 };
  const expected = (await selectEntries(db, accountId, whole))
    .filter((request) => request.path.startsWith(path))
    .slice(0, 60);
  const found: typeof expected = [];
  for (let pages = 0; pages < 4; pages += 1) {
    const last = found.at(-1);
    const behind = last && { at: last.at.toISOString(), id: last.id };
    const filter = { range: {}, path };
    found.push(...(await selectByPath(db, accountId, { filter, path, behind, limit: 15 })));
    if (found.length < 15 * (pages + 1)) break;
  }
  expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
});

it('a path that few requests have is read from its index, and sales do not write it', async () => {
  const [path] = PATHS as [string];
  const page = { filter: { range: {}, path }, path, limit: 50 };
  const plans = await plansOf(db, (explaining) => selectByPath(explaining, accountId, page));
  expect(plans).toHaveLength(2);
  expect(plans[1]).toMatch(/Scan (using|on) api_requests_\w*path_at_id_idx/);
  const indexed = await db.row(sql`
    select sum(reltuples)::int as count
    from pg_class
    where relname like 'api_requests_%path_at_id_idx'`);
  expect(indexed).toEqual({ count: 20 * 2 + 1_500 * 2 });
});
