import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { aRecord, openCarrier } from '../../../test/support/carrier.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const shop = await openShop(store.db);
const { iccid } = await sellProfile(shop);
const carrier = await openCarrier(store);

const report = async (list: unknown) => (await carrier.report('usage-records', list)).json();
const outcomes = async (list: unknown) =>
  (await report(list)).results.map(({ outcome }: { outcome: string }) => outcome);

describe('a report of usage', () => {
  it.each([
    ['a ship', '14'],
    ['a satellite', '01'],
  ])('counts what was used on the network of %s as uncovered', async (_, mnc) => {
    const record = aRecord(iccid, { country: undefined, mcc: '901', mnc, bytes: 7 });
    const { results } = await report([record]);
    expect(results).toEqual([
      { recordId: record.recordId, outcome: 'counted', consumedBytes: 0, uncoveredBytes: 7 },
    ]);
    const { accountId } = shop.ctx;
    const profile = await store.db.row(sql`
      select current_country as country from esim_profiles
      where account_id = ${accountId} and iccid = ${iccid}`);
    expect(profile).toEqual({ country: 'XZ' });
  });

  it('tells other bytes under a known id from a repetition, and keeps them', async () => {
    const [one, two] = [aRecord(iccid), aRecord(iccid)];
    expect(await outcomes([one, { ...one, bytes: 5 }, one])).toEqual([
      'counted',
      'rejected',
      'duplicate',
    ]);
    await outcomes([two]);
    const { results } = await report([{ ...two, bytes: 7 }]);
    const reason = 'recordId was counted before with other bytes: 1000 and not 7';
    expect(results).toEqual([{ recordId: two.recordId, outcome: 'rejected', reason }]);
    const counted = await store.db.rows(sql`
      select bytes from usage_records
      where account_id = ${shop.ctx.accountId} and record_id = ${two.recordId}`);
    expect(counted).toEqual([{ bytes: 1000n }]);
    const kept = await store.db.rows(sql`
      select reason from rejected_usage_records
      where record ->> 'recordId' = ${two.recordId}`);
    expect(kept).toEqual([{ reason }]);
  });
});
