import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { IS_CITUS } from '../../../test/support/citus.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { indexesOf } from '../../../test/support/index-plan.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { openPhone } from '../../../test/support/sdk-phone.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { selectOutcomes } from '../../connectivity/installations/index.ts';
import { newId } from '../../kernel/ids.ts';
import { type Sql, sql } from '../../platform/db/database.ts';

const PATH = '/gigastore/reports/installations';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);
const phone = await openPhone(reseller);
const sold = await reseller.sell();
const uid = await phone.uidOf(sold);

type Report = { outcome: string; model?: string; systemVersion?: string; occurredAt?: string };

/** Reports of phones of the customer, each in a session that names the phone. */
async function reportAll(...reports: Report[]): Promise<void> {
  for (const { model, systemVersion, ...report } of reports) {
    const { sessionToken } = (
      await phone.start(await phone.tokenFor({ customerUid: sold.customerUid }), {
        model,
        systemVersion,
      })
    ).json();
    const answer = await phone.report(uid, sessionToken, { id: newId(), ...report });
    expect(answer.statusCode, answer.body).toBe(200);
  }
}

const read = async (query = '') => (await reseller.call('GET', `${PATH}?${query}`)).json();

await reportAll(
  { outcome: 'started', model: 'Pixel 9', systemVersion: '16' },
  { outcome: 'failed', model: 'Pixel 9', systemVersion: '16' },
  { outcome: 'started', model: 'Pixel 9', systemVersion: '15' },
  { outcome: 'succeeded', model: 'Pixel 9', systemVersion: '15' },
  { outcome: 'started', model: 'Pixel 8', systemVersion: '16' },
);

describe('a report of installations', () => {
  it('counts what apps reported, and gives the share of successes among those that ended', async () => {
    const { items, totals } = await read();
    const counts = { started: 3, succeeded: 1, failed: 1, cancelled: 0, successRate: 0.5 };
    expect(totals).toEqual(counts);
    expect(items).toEqual([{ platform: 'android', model: null, systemVersion: null, ...counts }]);
  });

  it('has a line for each model, for each system version, or for both', async () => {
    const { items: byModel, totals } = await read('group_by=model');
    expect(byModel).toMatchObject([
      { model: 'Pixel 9', systemVersion: null, started: 2, successRate: 0.5 },
      { model: 'Pixel 8', systemVersion: null, started: 1, successRate: null },
    ]);
    expect(totals.started).toBe(3);
    const { items: byVersion } = await read('group_by=system_version');
    expect(byVersion).toMatchObject([
      { model: null, systemVersion: '16', started: 2, failed: 1, successRate: 0 },
      { model: null, systemVersion: '15', started: 1, succeeded: 1, successRate: 1 },
    ]);
    expect((await read('group_by=model,system_version')).items).toHaveLength(3);
  });

  it('is the same as CSV', async () => {
    const headers = { accept: 'text/csv' };
    const { body } = await reseller.call('GET', `${PATH}?group_by=model`, { headers });
    expect(body.split('\r\n')).toEqual([
      'platform,model,systemVersion,started,succeeded,failed,cancelled,successRate',
      'android,Pixel 9,,2,1,1,0,0.5',
      'android,Pixel 8,,1,0,0,0,',
      '',
    ]);
  });

  it('covers the dates and the platform that are asked for, and no other account', async () => {
    expect((await read('platform=ios')).totals.started).toBe(0);
    expect((await read('platform=android')).totals.started).toBe(3);
    const past = await read('from=2026-01-01&to=2026-01-31');
    expect([past.items, past.totals.successRate]).toEqual([[], null]);
    const other = await openReseller(store);
    expect((await other.call('GET', PATH)).json().items).toEqual([]);
  });

  it.each([
    ['group_by=colour', '/group_by'],
    ['from=2026-02-30', '/from'],
    ['from=2026-03-02&to=2026-03-01', '/from'],
    ['platform=windows', '/platform'],
  ])('refuses %s', async (query, path) => {
    const refused = await read(query);
    expect(refused).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  it.skipIf(IS_CITUS)('reads the reports of the period by their index', async () => {
    let statement: Sql | undefined;
    const db = {
      ...store.db,
      rows: async (asked: Sql) => {
        statement = asked;
        return [];
      },
    };
    await selectOutcomes(db, {
      accountId: reseller.id,
      from: new Date(),
      before: new Date(),
      platform: undefined,
      byModel: true,
      bySystemVersion: true,
      limit: 1,
    });
    expect(await indexesOf(store.db, statement ?? sql``)).toEqual(['installation_events_reported']);
  });
});
