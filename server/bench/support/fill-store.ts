import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Shop } from '../../test/support/shop.ts';
import type { BenchStore } from './bench-store.ts';
import { dropIndexes, sellChunk, varietyOf } from './sold-before.ts';

const CHUNK = 25_000;
/** As many as the machine has cores. */
const LANES = 2;
const FILLED = ['customers', 'profile_domains', 'esim_profiles', 'activated_items'];

/** Packages of each shop, sold over so many seconds of each until now. */
type Filling = { shops: readonly Shop[]; packagesEach: number; secondsEach: number };

/** The number of the first package of a shop; the numbers of shops follow each other. */
export const firstOf = (shop: number, packagesEach: number) => 1 + shop * packagesEach;

/**
 * Gives each shop so many packages sold before, a part of each in turn, as they lie in a store that
 * grew: without checks of references and by ${LANES} connections, and with the indexes afterwards.
 * Everything is on the disk when it returns.
 */
export async function fillStore(store: BenchStore, filling: Filling): Promise<void> {
  const { db } = store;
  const statements: string[] = [];
  for (const table of FILLED) statements.push(...(await dropIndexes(db, ` public.${table} `)));
  const options = '-c session_replication_role=replica -c synchronous_commit=off';
  const build = '-c maintenance_work_mem=1GB -c max_parallel_maintenance_workers=0';
  const filler = connect({
    url: `${store.url}?options=${encodeURIComponent(`${options} ${build}`)}`,
    maxConnections: LANES,
    applicationName: 'gigastore bench filling',
  });
  try {
    const parts = partsOf(filling);
    await inLanes((lane) =>
      sellAll(
        filler,
        filling,
        parts.filter(({ shop }) => shop % LANES === lane),
      ),
    );
    await inLanes(async () => {
      for (let next = statements.shift(); next; next = statements.shift()) {
        await filler.pool.query(next);
      }
    });
  } finally {
    await filler.close();
  }
  await db.pool.query('vacuum analyze');
  // The one that filling has begun takes minutes, in which every commit waits for the disk.
  await db.pool.query('checkpoint');
}

type Part = { shop: number; from: number; to: number };

/** Returns the parts in which packages are sold, each shop in turn. */
function partsOf({ shops, packagesEach }: Filling): Part[] {
  const parts: Part[] = [];
  for (let done = 0; done < packagesEach; done += CHUNK) {
    for (const shop of shops.keys()) {
      const from = firstOf(shop, packagesEach) + done;
      const last = firstOf(shop, packagesEach) + packagesEach - 1;
      parts.push({ shop, from, to: Math.min(from + CHUNK - 1, last) });
    }
  }
  return parts;
}

async function sellAll(
  filler: Database,
  { shops, packagesEach, secondsEach }: Filling,
  parts: readonly Part[],
): Promise<void> {
  for (const { shop, from, to } of parts) {
    const last = firstOf(shop, packagesEach) + packagesEach;
    const moment = `now() - (${last} - n) * interval '${secondsEach} seconds'`;
    const seller = shops[shop] as Shop;
    await sellChunk(filler, seller, { from, to, of: varietyOf(seller, { moment }) });
  }
}

/** A shop is in one lane, because its ledger is one row. */
async function inLanes(run: (lane: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: LANES }, (_, lane) => run(lane)));
}
