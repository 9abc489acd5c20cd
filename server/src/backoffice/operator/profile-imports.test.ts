import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { newProfileLine, newRejectedUsage } from '../../../test/support/platform.ts';
import { RECENT } from '../../../test/support/recent-usage.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { createOperatorTasks } from './index.ts';

const CODE = 'LPA:1$smdp.alpine.test$1234567890ABCDEF';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');
const support = await personOf(store, '', 'operator-support');

const iccidOf = (line: string) => line.split(',')[0] ?? '';
const importFile = (csv: string, more: object = {}) =>
  call('POST', '/operator/profile-imports', { body: { carrier: 'alpine', csv, ...more } });
const freeOf = async (carrier: string) => {
  const { items } = (await call('GET', '/operator/profile-stock')).json();
  return items.find((one: { carrier: string }) => one.carrier === carrier)?.free ?? 0;
};

describe('an import of profiles over HTTP', () => {
  it('takes what a spreadsheet writes, and is listed as a batch of who imported it', async () => {
    const [one, other] = [newProfileLine(), newProfileLine()];
    const csv =
      'sep=;\r\nOrder 4711;;\r\nLPA;IMSI;ICCID\r\n' +
      `${CODE};;="${iccidOf(one)}"\r\n${CODE};;'${iccidOf(other)}\r\n`;
    const before = await freeOf('alpine');
    const dry = await importFile(csv, { dryRun: true });
    const checked = { dryRun: true, profiles: 2, batchId: null, errors: [], errorCount: 0 };
    expect(dry.json()).toMatchObject(checked);
    expect(await freeOf('alpine')).toBe(before);
    const done = await importFile(csv, { fileName: 'alpine.csv' });
    expect(done.json()).toMatchObject({ dryRun: false, profiles: 2, unusualIccids: 0 });
    expect(await freeOf('alpine')).toBe(before + 2);
    const { batchId } = done.json();
    const listed = await call('GET', '/operator/profile-imports?carrier=alpine&limit=1');
    expect(listed.json().items).toMatchObject([
      { id: batchId, carrier: 'alpine', fileName: 'alpine.csv', profiles: 2 },
    ]);
    expect(listed.json().items[0].importedBy).toEqual(expect.any(String));
    const found = await call('GET', `/operator/profiles/${iccidOf(one)}`);
    expect(found.json()).toMatchObject({ carrier: 'alpine', status: 'free', batchId });
    const log = await store.db.row<{ target: string }>(sql`
      select target
      from audit_log
      where action = 'profiles.imported' and target = ${batchId}`);
    expect(log).toEqual({ target: batchId });
  });

  it('names each wrong line, and a known profile, and imports nothing then', async () => {
    const known = newProfileLine();
    await importFile(known);
    const before = await freeOf('alpine');
    const csv = `iccid,imsi,activation_code\n${newProfileLine()}\n${known}\n8944,,${CODE}\n`;
    const wrong = [
      { line: 3, reason: 'the ICCID is in stock already' },
      { line: 4, reason: 'the ICCID does not begin with 89' },
    ];
    const dry = await importFile(csv, { dryRun: true });
    expect(dry.json().errors).toEqual([
      { line: 4, reason: 'the ICCID has 4 digits and not 19 or 20' },
    ]);
    const onlyKnown = csv.replace(`8944,,${CODE}\n`, '');
    const refused = await importFile(onlyKnown, { dryRun: true });
    expect(refused.json()).toMatchObject({ errorCount: 1, errors: [wrong[0]], profiles: 0 });
    const real = await importFile(onlyKnown);
    expect(real.statusCode).toBe(400);
    expect(real.json().errors).toEqual([{ path: '/csv/3', message: wrong[0]?.reason }]);
    expect(await freeOf('alpine')).toBe(before);
  });

  it('is made by one of two who import the same file at once; the other is told', async () => {
    const line = newProfileLine();
    const answers = await Promise.all([importFile(line), importFile(line)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400]);
    const refused = answers.find(({ statusCode }) => statusCode === 400);
    expect(refused?.json().errors[0].message).toBe('the ICCID is in stock already');
  });

  it('is refused for the carrier of the sandbox, and to operator support', async () => {
    const sandbox = await importFile(newProfileLine(), { carrier: 'sandbox' });
    expect(sandbox.json().code).toBe('invalid_request');
    const body = { carrier: 'alpine', csv: newProfileLine() };
    const refused = await support.call('POST', '/operator/profile-imports', { body });
    expect(refused.json().code).toBe('insufficient_scope');
  });
});

describe('a profile', () => {
  it('is found with the reseller and the customer that have it', async () => {
    const reseller = await openReseller(store);
    const { iccid, customerUid } = await reseller.sell();
    const spaced = encodeURIComponent(iccid.replace(/(.{4})/g, '$1 '));
    const found = await support.call('GET', `/operator/profiles/${spaced}`);
    expect(found.json()).toMatchObject({
      ...{ iccid, status: 'sold', state: 'RELEASED', accountId: reseller.id, customerUid },
      organizationId: reseller.organizationId,
    });
  });
});

/** Leaves the carrier one profile, as if the others had never been. */
async function keepOne(carrier: string): Promise<void> {
  for (const table of [sql`free_profiles`, sql`carrier_profiles`]) {
    await store.db.run(sql`
      delete from ${table}
      where carrier = ${carrier}
        and iccid > (select min(iccid) from ${table} where carrier = ${carrier})`);
  }
}

describe('the stock of a carrier', () => {
  it('keeps each day, and says how many days are left', async () => {
    const carrier = 'meadow';
    const lines = Array.from({ length: 12 }, newProfileLine);
    await importFile(lines.join('\n'), { carrier });
    const realNow = () => new Date();
    const tasks = createOperatorTasks({ db: store.db, log: { error() {}, info() {} }, realNow });
    await tasks['warn-of-low-stock']?.({}, new AbortController().signal);
    await store.db.run(sql`
      insert into profile_stock_days (carrier, day, free)
      values (${carrier}, (now() at time zone 'UTC')::date - 6, 0)`);
    const { items } = (await call('GET', '/operator/profile-stock')).json();
    const stock = items.find((one: { carrier: string }) => one.carrier === carrier);
    expect(stock.days.map(({ free }: { free: number }) => free)).toEqual([0, 12]);
    expect(stock).toMatchObject({ free: 12, usedPerDay: 0, daysLeft: null });
    await keepOne(carrier);
    const after = (await call('GET', '/operator/profile-stock')).json().items;
    const used = after.find((one: { carrier: string }) => one.carrier === carrier);
    expect(used.usedPerDay).toBeGreaterThan(1.5);
    expect(used.daysLeft).toBe(0);
  });
});

describe('a carrier key', () => {
  it('opens for its carrier, shows its last use, and is revoked once', async () => {
    const made = await call('POST', '/operator/carrier-keys', { body: { carrier: 'alpine' } });
    const { keyId, secret, lastUsedAt } = made.json();
    expect(lastUsedAt).toBeNull();
    const report = () =>
      store.app.inject({
        method: 'POST',
        url: '/carrier/v1/usage-records',
        headers: {
          authorization: `Basic ${Buffer.from(`${keyId}:${secret}`).toString('base64')}`,
        },
        payload: [],
      });
    expect((await report()).statusCode).toBe(200);
    const listed = await support.call('GET', '/operator/carrier-keys');
    const own = listed.json().items.find((one: { keyId: string }) => one.keyId === keyId);
    expect(own).toMatchObject({ carrier: 'alpine', revokedAt: null });
    expect(own.lastUsedAt).toEqual(expect.any(String));
    expect(JSON.stringify(listed.json())).not.toContain(secret);
    const revoke = () => call('DELETE', `/operator/carrier-keys/${keyId}`);
    const revoked = await Promise.all([revoke(), revoke()]);
    expect(revoked.map(({ statusCode }) => statusCode).sort()).toEqual([204, 404]);
    expect((await report()).statusCode).toBe(401);
  });
});

describe('a rejected usage record', () => {
  const listedIds = async () =>
    (await call('GET', '/operator/rejected-usage?limit=200'))
      .json()
      .items.map(({ id }: { id: string }) => id);

  it('is charged when it is corrected, and counts once', async () => {
    const reseller = await openReseller(store);
    const { iccid } = await reseller.sell();
    const id = await newRejectedUsage(reseller);
    const resend = (record: object) =>
      call('POST', `/operator/rejected-usage/${id}/resend`, { body: { record } });
    const wrong = await resend({ recordId: newId(), bytes: 1 });
    expect(wrong.json().code).toBe('invalid_request');
    expect(wrong.json().errors).toEqual([
      { path: '/record', message: 'iccid must be a text of 19 or 20 digits' },
    ]);
    expect(await listedIds()).toContain(id);
    const record = { recordId: newId(), iccid, bytes: 1024, country: 'AT', ...RECENT };
    const sent = await Promise.all([resend(record), resend(record)]);
    const counted = sent.filter((one) => one.json().outcome === 'counted');
    expect(counted).toHaveLength(1);
    expect(await listedIds()).not.toContain(id);
  });

  it('is discarded without being charged', async () => {
    const id = await newRejectedUsage(await openReseller(store));
    const discard = () => call('DELETE', `/operator/rejected-usage/${id}`);
    expect((await discard()).statusCode).toBe(204);
    expect((await discard()).json().code).toBe('usage_record_not_found');
    expect(await listedIds()).not.toContain(id);
  });
});
