import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { openPhone } from '../../../test/support/sdk-phone.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);
const { ask, sessionFor, report, uidOf } = await openPhone(reseller);

const phonesOf = (customerUid: string) =>
  store.db.rows(sql`
    select s.model, s.system_version as "systemVersion"
    from sdk_sessions as s
    join sdk_install_tokens as t
      on t.account_id = s.account_id
      and t.id = s.install_token_id
    where t.customer_id = ${customerUid}`);

describe('what support sees of a report', () => {
  const connectivity = async (of: Reseller, iccid: string) =>
    (await of.call('GET', `/gigastore/esim/${iccid}/status/connectivity`)).json();
  const timeline = async (of: Reseller, uid: string) =>
    (await of.call('GET', `/gigastore/customers/${uid}/timeline?kind=installation`)).json().items;

  it('is a hint in a live account, whose carrier has not confirmed it', async () => {
    const live = await openReseller(store, undefined, 'live');
    const own = await openPhone(live);
    const operator = await reseller.callerFor('operate');
    await operator('POST', `/operator/sdk-apps/${own.appId}/approve`);
    const sold = await live.sell();
    const { sessionToken, testMode } = await own.sessionFor(sold);
    expect(testMode).toBe(false);
    const [{ id: uid }] = (await ask('GET', '/profiles', sessionToken)).json().items;
    const events = [
      { id: newId(), outcome: 'failed', platformCode: 'NO_MEMORY' },
      { id: newId(), outcome: 'succeeded' },
    ];
    const advised: string[] = [];
    for (const event of events) {
      expect((await report(uid, sessionToken, event)).statusCode).toBe(200);
      const { state, reportedInstallation, checks } = await connectivity(live, sold.iccid);
      expect([state, reportedInstallation]).toMatchObject(['RELEASED', event]);
      advised.push(checks[0].advice);
    }
    expect(advised).toEqual([
      expect.stringContaining('(NO_MEMORY)'),
      expect.stringContaining('wait until the carrier confirms it'),
    ]);
    expect(await timeline(live, sold.customerUid)).toMatchObject([
      { data: { outcome: 'succeeded', iccid: sold.iccid, model: 'Pixel 9', platform: 'android' } },
      { data: { outcome: 'failed', platformCode: 'NO_MEMORY', systemVersion: '16' } },
    ]);
  });

  it('is the state and an event in a sandbox, whose carrier confirms at once', async () => {
    const sold = await reseller.sell();
    const { sessionToken } = await sessionFor(sold);
    const uid = await uidOf(sold);
    await report(uid, sessionToken, { id: newId(), outcome: 'succeeded' });
    const { state, checks } = await connectivity(reseller, sold.iccid);
    expect([state, checks[0].passed]).toEqual(['INSTALLED', true]);
    const entries = await timeline(reseller, sold.customerUid);
    expect(entries.map(({ data }: { data: { type: string } }) => data.type).sort()).toEqual([
      'esim.status_changed',
      'installation.reported',
    ]);
  });

  it('is in the export of the customer, and names no phone once that is erased', async () => {
    const sold = await reseller.sell();
    const { sessionToken } = await sessionFor(sold);
    const uid = await uidOf(sold);
    await report(uid, sessionToken, { id: newId(), outcome: 'cancelled' });
    const path = `/gigastore/activations/customers/${sold.customerUid}`;
    const held = async () => (await reseller.call('GET', `${path}/personal-data`)).json();
    const known = { iccid: sold.iccid, outcome: 'cancelled', platform: 'android' };
    const phone = { model: 'Pixel 9', systemVersion: '16' };
    expect((await held()).installationReports).toMatchObject([{ ...known, ...phone }]);
    expect(await phonesOf(sold.customerUid)).toEqual([phone]);
    await reseller.call('DELETE', path);
    const erased = { model: null, systemVersion: null };
    expect((await held()).installationReports).toMatchObject([{ ...known, ...erased }]);
    const late = await report(uid, sessionToken, { id: newId(), outcome: 'succeeded' });
    expect([late.statusCode, late.json().code]).toEqual([401, 'invalid_token']);
    expect((await ask('GET', '/profiles', sessionToken)).json().code).toBe('invalid_token');
    expect(await phonesOf(sold.customerUid)).toEqual([]);
  });
});
