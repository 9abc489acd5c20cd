import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, sell } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { auditBooks } from './index.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });
await loadPlans(db);

const findings = async () => (await auditBooks(db)).map(({ finding }) => finding);

it('the audit finds a profile that is free and sold, and one that is neither', async () => {
  const shop = await openShop(db);
  const { sold } = await sell(shop, registration(shop));
  const { iccid } = sold.esimProfile;
  expect(await findings()).toEqual([]);

  await db.run(sql`insert into free_profiles (carrier, iccid) values ('sandbox', ${iccid})`);
  expect(await findings()).toEqual([`profile ${iccid} is free and a customer's`]);

  await db.run(sql`delete from free_profiles where iccid = ${iccid}`);
  const lost = await db.row<{ iccid: string }>(sql`
    delete from free_profiles
    where iccid = (select min(iccid) from free_profiles)
    returning iccid`);
  expect(await findings()).toEqual([`profile ${lost?.iccid} is neither free nor a customer's`]);
});
