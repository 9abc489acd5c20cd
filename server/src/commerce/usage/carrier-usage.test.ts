import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { aRecord, openCarrier, zipped } from '../../../test/support/carrier.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { revokeCarrierKey } from '../../connectivity/carriers/index.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

/** A gzip may have several members, each of which unpacks to 1 MB here. */
const SMALL_OF_256_MB = Buffer.concat(Array(256).fill(zipped(' '.repeat(2 ** 20))));

const store = await forThisFile(openStore());
await loadPlans(store.db);
const shop = await openShop(store.db);
const { iccid } = await sellProfile(shop);
const carrier = await openCarrier(store);

const report = async (list: unknown) => (await carrier.report('usage-records', list)).json();
const outcomes = async (list: unknown) =>
  (await report(list)).results.map(({ outcome }: { outcome: string }) => outcome);
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

async function countRecords(recordId: string): Promise<number> {
  const rows = await store.db.rows(sql`
    select bytes from usage_records
    where account_id = ${shop.ctx.accountId} and record_id = ${recordId}`);
  return rows.length;
}

describe('a report of usage', () => {
  it('says of each record, in order, what became of it', async () => {
    const [good, abroad] = [aRecord(iccid), aRecord(iccid, { country: 'jp', bytes: 7 })];
    const answer = await carrier.report('usage-records', [good, abroad, good, aRecord('89000')]);
    expect(answer.statusCode).toBe(200);
    const reason = expect.stringContaining('iccid');
    expect(answer.json()).toEqual({
      accepted: 2,
      duplicates: 1,
      rejected: 1,
      results: [
        { recordId: good.recordId, outcome: 'counted', consumedBytes: 1000, uncoveredBytes: 0 },
        { recordId: abroad.recordId, outcome: 'counted', consumedBytes: 0, uncoveredBytes: 7 },
        { recordId: good.recordId, outcome: 'duplicate' },
        { recordId: expect.any(String), outcome: 'rejected', reason },
      ],
    });
  });

  it('dates the data left of its eSIM, unless another report is of a later moment', async () => {
    const profile = await sellProfile(shop);
    const { accountId } = shop.ctx;
    const known = () => findProfile(store.db, { accountId, iccid: profile.iccid });
    expect(await known()).toMatchObject({ usageAsOf: null, usageSource: null });
    const [endedAt, earlier] = [inMinutes(-5), inMinutes(-9)];
    const radius = { recordId: 'radius:1', startedAt: earlier, endedAt: earlier };
    await report([aRecord(profile.iccid, { startedAt: earlier, endedAt })]);
    await report([aRecord(profile.iccid, radius)]);
    const latest = { usageAsOf: new Date(endedAt), usageSource: 'pushed' };
    expect(await known()).toMatchObject(latest);
  });

  it('counts a record once, and a rejected one when it is right', async () => {
    const record = aRecord(iccid);
    expect(await outcomes([record])).toEqual(['counted']);
    expect(await outcomes([record, { ...record, country: 'DE' }])).toEqual([
      'duplicate',
      'duplicate',
    ]);
    expect(await countRecords(record.recordId)).toBe(1);
    const late = aRecord(iccid);
    expect(await outcomes([{ ...late, endedAt: inMinutes(10) }])).toEqual(['rejected']);
    expect(await outcomes([late])).toEqual(['counted']);
  });

  it.each([
    ['a negative number of bytes', { bytes: -1 }, 'bytes'],
    ['a fraction of a byte', { bytes: 1.5 }, 'bytes'],
    ['more bytes than a number can say', { bytes: 2 ** 53 }, 'bytes'],
    ['bytes as a text', { bytes: '100' }, 'bytes'],
    ['no bytes', { bytes: undefined }, 'bytes'],
    ['an end before the start', { startedAt: inMinutes(-1), endedAt: inMinutes(-2) }, 'endedAt'],
    ['a time in the future', { startedAt: inMinutes(6), endedAt: inMinutes(6) }, 'endedAt'],
    ['a day that does not exist', { startedAt: '2026-02-30T10:00:00Z' }, 'startedAt'],
    ['a time before all networks', { startedAt: '0001-01-01T00:00:00Z' }, 'startedAt'],
    ['a country that does not exist', { country: 'ZZ' }, 'country'],
    ['no place', { country: '' }, 'country'],
    ['a network of no country', { country: null, mcc: '999', mnc: '01' }, 'mcc'],
    ['a network code that is none', { country: null, mcc: 232, mnc: '01' }, 'mcc'],
    ['no record id', { recordId: '' }, 'recordId'],
    ['a record id that nobody can keep', { recordId: 'a\0b' }, 'recordId'],
    ['an endless record id', { recordId: 'x'.repeat(129) }, 'recordId'],
    ['no iccid', { iccid: 8988 }, 'iccid'],
  ])('rejects %s, keeps it, and takes the rest', async (_, over, word) => {
    const rest = aRecord(iccid);
    const { results } = await report([aRecord(iccid, over), rest]);
    expect(results[0]).toMatchObject({ outcome: 'rejected', reason: expect.stringMatching(word) });
    expect(results[1]).toMatchObject({ recordId: rest.recordId, outcome: 'counted' });
  });

  it.each([[null], [5], ['text'], [[]], [{ __proto__: null }]])(
    'rejects the item %j and takes the rest',
    async (item) => {
      const { results } = await report([item, aRecord(iccid)]);
      expect(results.map((one: { outcome: string }) => one.outcome)).toEqual([
        'rejected',
        'counted',
      ]);
      expect(results[0].recordId).toBe(null);
    },
  );

  it('forgives a clock that runs a little ahead', async () => {
    const soon = { startedAt: inMinutes(3), endedAt: inMinutes(4) };
    const { results } = await report([aRecord(iccid, soon)]);
    expect(results[0]).toMatchObject({ outcome: 'counted', consumedBytes: 1000 });
  });

  it('knows the country by the network', async () => {
    const network = { country: undefined, mcc: '232', mnc: '01' };
    const { results } = await report([aRecord(iccid, network)]);
    expect(results[0]).toMatchObject({ outcome: 'counted', consumedBytes: 1000 });
  });

  it('keeps each rejected record once, as it was sent, however often', async () => {
    const wrong = aRecord(`89${newId()}`, { note: 'käse', deep: [{ a: 1 }] });
    for (let time = 0; time < 3; time += 1) await report([wrong, wrong]);
    const kept = await store.db.rows(sql`
      select record, reason, times from rejected_usage_records
      where record ->> 'recordId' = ${wrong.recordId}`);
    expect(kept).toEqual([{ record: wrong, reason: expect.any(String), times: 3n }]);
  });

  it('keeps what no database takes, and what is too long, as a text about it', async () => {
    const mark = newId();
    const long = { note: mark, text: '😀'.repeat(5_000) };
    expect(await outcomes([{ note: `${mark}\0\ud800` }, long])).toEqual(['rejected', 'rejected']);
    const kept = await store.db.rows<{ record: string }>(sql`
      select record from rejected_usage_records where record::text like ${`%${mark}%`}`);
    expect(kept.map(({ record }) => typeof record)).toEqual(['string', 'string']);
  });

  it('takes the records of several accounts at once', async () => {
    const other = await openShop(store.db);
    const theirs = await sellProfile(other);
    const { results } = await report([
      aRecord(iccid),
      aRecord(theirs.iccid),
      aRecord(theirs.iccid, { country: 'JP' }),
      aRecord(iccid, { bytes: 1 }),
    ]);
    const consumed = results.map((one: { consumedBytes: number }) => one.consumedBytes);
    expect(consumed).toEqual([1000, 1000, 0, 1]);
  });

  it('rejects the profiles of another carrier like those that nobody has', async () => {
    const stranger = await openCarrier(store, 'alpine');
    const answer = await stranger.report('usage-records', [aRecord(iccid), aRecord('89')]);
    const [theirs, nobodys] = answer.json().results;
    expect(theirs).toMatchObject({ outcome: 'rejected' });
    expect(nobodys.reason).toBe(theirs.reason);
  });

  it('goes by the clock of the account', async () => {
    const travelled = await openShop(store.db);
    const profile = await sellProfile(travelled);
    await store.db.run(sql`
      update accounts set clock_offset_ms = 864000000 where id = ${travelled.ctx.accountId}`);
    const tomorrow = { startedAt: inMinutes(1440), endedAt: inMinutes(1440) };
    expect(await outcomes([aRecord(profile.iccid, tomorrow), aRecord(iccid, tomorrow)])).toEqual([
      'counted',
      'rejected',
    ]);
  });
});

describe('the way in', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, () => JSON.stringify(aRecord(iccid))).join('\n');

  it.each(['application/x-ndjson', 'application/ndjson; charset=utf-8'])(
    'takes a record a line as %s',
    async (type) => {
      const headers = { 'content-type': type };
      const answer = await carrier.send('usage-records', `${lines(3)}\r\n\n`, headers);
      expect(answer.json()).toMatchObject({ accepted: 3, rejected: 0 });
    },
  );

  it('takes gzip', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const packed = zipped(JSON.stringify([aRecord(iccid)]));
    expect((await carrier.send('usage-records', packed, gzip)).json().accepted).toBe(1);
    const ndjson = { ...gzip, 'content-type': 'application/x-ndjson' };
    expect((await carrier.send('usage-records', zipped(lines(2)), ndjson)).json().accepted).toBe(2);
  });

  it('takes ten thousand records, and not one more', async () => {
    const list = Array.from({ length: 10_000 }, () => aRecord(iccid, { bytes: 1 }));
    expect((await report(list)).accepted).toBe(10_000);
    const answer = await carrier.report('usage-records', [...list, list[0]]);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toBe('The body has more than 10000 items.');
  });

  it('takes nothing of nothing', async () => {
    expect(await report([])).toEqual({ accepted: 0, duplicates: 0, rejected: 0, results: [] });
  });

  it.each([
    ['an object', '{}', {}],
    ['half of a list', '[{"recordId":"a"', {}],
    ['nothing', '', {}],
    ['a broken line', '{"recordId":"a"}\n{"recordId":', { 'content-type': 'application/x-ndjson' }],
    ['bytes that are no text', Buffer.from([0x5b, 0xff, 0x5d]), {}],
    ['a tower of brackets', '['.repeat(5_000) + ']'.repeat(5_000), {}],
    ['gzip that is none', '[]', { 'content-encoding': 'gzip' }],
    ['half of a gzip', zipped('[]').subarray(0, 15), { 'content-encoding': 'gzip' }],
  ])('refuses %s as a whole', async (_, payload, headers) => {
    const answer = await carrier.send('usage-records', payload, headers as Record<string, string>);
    expect(answer.statusCode, answer.body).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '' }] });
  });

  it('counts nothing of a list with a broken line', async () => {
    const good = aRecord(iccid);
    const ndjson = { 'content-type': 'application/x-ndjson' };
    await carrier.send('usage-records', `${JSON.stringify(good)}\nbroken`, ndjson);
    expect(await countRecords(good.recordId)).toBe(0);
  });

  it.each([
    ['another type', { 'content-type': 'text/csv' }],
    ['another packing', { 'content-encoding': 'br' }],
  ])('refuses %s', async (_, headers) => {
    const answer = await carrier.send('usage-records', '[]', headers);
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported_media_type']);
  });

  it.each([
    ['a body', Buffer.alloc(9 * 2 ** 20, ' '), {}],
    ['what a small body unpacks to', SMALL_OF_256_MB, { 'content-encoding': 'gzip' }],
  ])('refuses %s beyond 8 MiB', async (_, payload, headers) => {
    const answer = await carrier.send('usage-records', payload, headers as Record<string, string>);
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'body_too_large']);
    expect(answer.json().detail).toContain('8 MiB');
  });
});

describe('the key', () => {
  const knock = (authorization?: string) =>
    store.app.inject({
      method: 'POST',
      url: '/carrier/v1/usage-records',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      payload: 'not even read',
    });

  it('must be there, be known and be right', async () => {
    const [keyId] = Buffer.from(carrier.authorization.slice(6), 'base64').toString().split(':');
    const wrong = `Basic ${Buffer.from(`${keyId}:guess`).toString('base64')}`;
    const unknown = `Basic ${Buffer.from('carrier_x:guess').toString('base64')}`;
    for (const authorization of [undefined, wrong, unknown, 'Bearer abc', 'Basic']) {
      const answer = await knock(authorization);
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'invalid_credentials']);
    }
  });

  it('of a reseller opens nothing here', async () => {
    const account = await store.newAccount();
    const { clientId, clientSecret } = await account.keyOf();
    const reseller = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    expect((await knock(`Basic ${reseller}`)).statusCode).toBe(401);
    expect((await knock(`Bearer ${await account.tokenOf()}`)).statusCode).toBe(401);
  });

  it('that was revoked is refused', async () => {
    const { authorization, report: send } = await openCarrier(store);
    const [keyId = ''] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
    expect((await send('usage-records', [])).statusCode).toBe(200);
    expect(await store.db.transaction((tx) => revokeCarrierKey(tx, keyId))).toBe(true);
    expect((await send('usage-records', [])).statusCode).toBe(401);
    expect(await store.db.transaction((tx) => revokeCarrierKey(tx, keyId))).toBe(false);
  });
});
