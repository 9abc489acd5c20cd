import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { IS_CITUS } from '../../../test/support/citus.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, purchase, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { rollUpSales } from './roll-up-sales.ts';
import { salesOnOneNode } from './sales-store.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 8;

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);

describe('the statement of the report', () => {
  const MANY = 3_000;

  /** Many packages of one reseller over the days, sums of all of them, and one sale since. */
  async function openSeller(): Promise<Reseller> {
    const reseller = await openReseller(store);
    const { activatedItemUid: template } = await reseller.sell();
    const step = `${(DAYS * DAY_MS) / MANY} milliseconds`;
    await store.db.run(sql`
      insert into activated_items
      select (jsonb_populate_record(item, jsonb_build_object('id', gen_random_uuid(),
        'sold_at', ${new Date(FIRST_DAY)}::timestamptz + number * ${step}::interval))).*
      from activated_items as item
      cross join generate_series(1, ${MANY}) as number
      where item.account_id = ${reseller.id} and item.id = ${template}`);
    await rollUpSales(store.db, reseller.id);
    await store.db.run(sql`analyze`);
    await purchase(reseller);
    return reseller;
  }

  it.skipIf(IS_CITUS)(
    'reads the kept sums and, of all packages, those that the sums cannot have',
    async () => {
      const { organizationId } = await openSeller();
      const before = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0));
      const days = { from: new Date(FIRST_DAY), before };
      // Its sale and its activation are an event each.
      expect(await packagesReadFor({ ...days, organizationId })).toBe(2);
      expect(await packagesReadFor({ ...days, organizationId: null })).toBeLessThan(MANY / 10);
      // Half past: the packages of two hours are counted as well.
      const from = new Date(FIRST_DAY + DAY_MS / 48);
      const inHours = MANY / DAYS / 24;
      const read = await packagesReadFor({
        ...{ from, before: new Date(from.getTime() + DAY_MS) },
        organizationId,
      });
      expect(read).toBeGreaterThan(inHours / 2);
      expect(read).toBeLessThan(2 * inHours);
    },
  );
});

type Node = {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
};

/** Returns how many packages the report reads, whether it counts them or not. */
async function packagesReadFor(asked: { from: Date; before: Date; organizationId: string | null }) {
  const statement = salesOnOneNode({ ...asked, mode: null, limit: 100 });
  const [explained] = await store.db.rows<{ 'QUERY PLAN': { Plan: Node }[] }>(sql`
    explain (analyze, format json) ${statement}`);
  const readBy = (node: Node): number => {
    const rows = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
    const own = node['Relation Name'] === 'activated_items' ? rows * node['Actual Loops'] : 0;
    return (node.Plans ?? []).reduce((sum, part) => sum + readBy(part), own);
  };
  return explained?.['QUERY PLAN'].reduce((sum, { Plan }) => sum + readBy(Plan), 0);
}
