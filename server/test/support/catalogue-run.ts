import { newId } from '../../src/kernel/ids.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';

const TERMS = { dataBytes: '1073741824', validityDays: 7, countries: ['AT'], networks: [] };
const COST = { tenThousandths: '5300', currency: 'USD', usdTenThousandths: '5300', rate: null };

/** Makes an import of a carrier of its own with one new item, and returns its ID. */
export async function catalogueRun(db: Database): Promise<string> {
  const id = newId();
  const item = `AT_${id}`;
  const offer = { item, aliases: [], name: 'Austria 1GB 7Days', ...TERMS, cost: COST };
  await db.run(sql`
    insert into catalogue_runs
      (id, carrier, state, is_scheduled, offers, unchanged, created_at, ended_at)
    values (${id}, ${`supplier-${id}`}, 'READY', false, 1, 0, now(), now())`);
  await db.run(sql`
    insert into catalogue_lines (run_id, line, item, kind, state, offer)
    values (${id}, 1, ${item}, 'new', 'OPEN', ${JSON.stringify(offer)}::jsonb)`);
  return id;
}
