import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { aUsageFormat, HEADING, usageLine } from '../../../test/support/usage-files.ts';
import { watched } from '../../../test/support/watched.ts';
import { newId } from '../../kernel/ids.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { createUsageLane } from '../usage/index.ts';
import { chargeFiles } from './charge-file.ts';
import { pruneUsageFiles } from './prune-files.ts';
import { receiveFile } from './receive-file.ts';

const PATH = '/operator/usage-files';
const UNKNOWN = '8944500101180012348';
const store = await forThisFile(openStore());
await loadPlans(store.db);
const shop = await openShop(store.db);
const iccids = [await sellProfile(shop), await sellProfile(shop)].map(({ iccid }) => iccid);
const [iccid = ''] = iccids;
const { call } = await personOf(store, '', 'operator');
const support = await personOf(store, '', 'operator-support');
const set = { ...aUsageFormat(), carrier: 'sandbox' };
expect((await call('PUT', '/operator/usage-file-formats', { body: set })).statusCode).toBe(200);

const lineOf = (more: Partial<Parameters<typeof usageLine>[0]> = {}) =>
  usageLine({ iccid, ...more });
const fileOf = (lines: readonly string[], end = '\n') => [HEADING, ...lines, ''].join(end);
const upload = (file: string | Buffer, fileName = 'a.csv', carrier = 'sandbox') =>
  call('POST', `${PATH}?${new URLSearchParams({ carrier, fileName })}`, {
    body: Buffer.from(file),
  });
const show = async (id: string) => (await call('GET', `${PATH}/${id}`)).json();
const errorsOf = async (id: string) => (await call('GET', `${PATH}/${id}/errors`)).json().items;
const charge = (db: Database = store.db) => {
  const usageLane = createUsageLane({ db, realNow: () => new Date() });
  return chargeFiles({ db, usageLane, onError: () => {} });
};
/** Uploads and charges a file, and shows it. */
async function bring(file: string | Buffer, fileName?: string) {
  const sent = await upload(file, fileName);
  expect(sent.statusCode, sent.body).toBe(202);
  await charge();
  return show(sent.json().id);
}

async function countedBytes(): Promise<number> {
  const row = await store.db.row<{ bytes: bigint }>(sql`
    select coalesce(sum(bytes), 0)::bigint as bytes from usage_records
    where account_id = ${shop.ctx.accountId}`);
  return Number(row?.bytes ?? 0n);
}

let before = 0;
beforeEach(async () => {
  before = await countedBytes();
});
const newBytes = async () => (await countedBytes()) - before;

describe('an upload of a usage file', () => {
  it('is taken, charged, listed and noted, with what became of its lines', async () => {
    const lines = [lineOf(), '', '"broken', lineOf({ iccid: UNKNOWN }), lineOf({ country: 'ZZ' })];
    const sent = await upload(fileOf([...lines, lineOf({ bytes: 7 })]), 'April "1".csv');
    expect(sent.json()).toMatchObject({ state: 'waiting', source: 'upload', lines: 7, counted: 0 });
    await charge();
    const { id } = sent.json();
    const file = await show(id);
    expect(file).toMatchObject({
      ...{ carrier: 'sandbox', fileName: 'April "1".csv', takenBy: expect.any(String) },
      ...{ state: 'done', fault: null, lines: 7, linesDone: 7, counted: 2, repeated: 0 },
      ...{ rejected: 3, countedBytes: 1007, endedAt: expect.any(String) },
    });
    expect(await newBytes()).toBe(1007);
    expect(await errorsOf(id)).toEqual([
      { line: 4, text: '"broken', reason: 'has a quotation mark in a wrong place' },
      { line: 5, text: lines[3], reason: expect.stringContaining('iccid must be') },
      { line: 6, text: lines[4], reason: expect.stringContaining('country must be') },
    ]);
    const { items } = (await support.call('GET', `${PATH}?carrier=sandbox&state=done`)).json();
    expect(items[0]).toEqual(file);
    const log = await store.db.row(sql`
      select actor_name is not null as named from audit_log
      where action = 'usage_file.uploaded' and target = ${id}`);
    expect(log).toEqual({ named: true });
    const kept = await store.db.rows<{ reason: string }>(sql`
      select reason from rejected_usage_records
      where carrier = 'sandbox' and record->>'iccid' in (${UNKNOWN}, ${iccid})`);
    expect(kept).toHaveLength(2);
  });

  it('shows its errors in pages and as CSV', async () => {
    const lines = [lineOf(), ...['=1', 'b', 'c'].map((text) => `${text},x`)];
    const { id } = await bring(fileOf(lines));
    const path = `${PATH}/${id}/errors`;
    const first = (await call('GET', `${path}?limit=2`)).json();
    expect(first.items.map(({ line }: { line: number }) => line)).toEqual([3, 4]);
    const next = (await call('GET', `${path}?limit=2&after=${first.nextCursor}`)).json();
    expect(next).toMatchObject({ items: [{ line: 5, text: 'c,x' }], nextCursor: null });
    const csv = await call('GET', path, { headers: { accept: 'text/csv' } });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.split('\r\n').map((row) => row.split(',')[0])).toEqual([
      'line',
      '3',
      '4',
      '5',
      '',
    ]);
    expect(csv.body).toContain(`"'=1,x"`);
  });

  it('counts each line once: again, in part, renamed, longer, packed, and with other breaks', async () => {
    const lines = Array.from({ length: 10 }, () => lineOf());
    expect(await bring(fileOf(lines))).toMatchObject({ counted: 10, repeated: 0 });
    expect(await bring(fileOf(lines))).toMatchObject({ counted: 0, repeated: 10, countedBytes: 0 });
    expect(await bring(fileOf(lines.slice(3, 5)), 'b.csv')).toMatchObject({ repeated: 2 });
    const longer = gzipSync(`\ufeff${fileOf([...lines, lineOf()], '\r\n')}`);
    expect(await bring(longer, 'b.csv.gz')).toMatchObject({ counted: 1, repeated: 10 });
    const twice = lineOf();
    expect(await bring(fileOf([twice, twice]).trimEnd())).toMatchObject({
      counted: 1,
      repeated: 1,
    });
    expect(await newBytes()).toBe(12_000);
  });

  it('contradicts what was counted under the same identity', async () => {
    const ID = newId();
    const { id } = await bring(fileOf([lineOf({ id: ID }), lineOf({ id: ID, bytes: 2 })]));
    expect(await errorsOf(id)).toMatchObject([
      { line: 3, reason: expect.stringContaining('other bytes') },
    ]);
    expect(await newBytes()).toBe(1000);
  });

  it('is refused, and nothing of it kept, if it cannot be read', async () => {
    const refused = async (file: string | Buffer, carrier?: string) => {
      const { statusCode, body } = await upload(file, 'a.csv', carrier);
      const { code, detail } = JSON.parse(body);
      return [statusCode, code, detail];
    };
    const invalid = (detail: string) => [400, 'invalid_request', expect.stringContaining(detail)];
    expect(await refused('')).toEqual(invalid('has no line'));
    expect(await refused(`${HEADING}\n`)).toEqual(invalid('has no lines'));
    expect(await refused('A;B\n1;2\n')).toEqual(invalid('The file has no columns ICCID'));
    expect(await refused(gzipSync(fileOf([lineOf()])).subarray(0, 30))).toEqual(invalid('gzip'));
    expect(await refused(fileOf(['x'.repeat(9_000)]))).toEqual(invalid('8 KiB'));
    expect((await refused(fileOf([lineOf()]), 'glacier'))[1]).toBe('usage_format_not_found');
    const huge = `${HEADING}\n${`${'x'.repeat(8_000)}\n`.repeat(8_400)}`;
    expect(await refused(gzipSync(huge, { level: 1 }))).toEqual([
      ...[413, 'body_too_large', 'The file is larger than 64 MiB. Send it in parts.'],
    ]);
    expect((await support.call('POST', `${PATH}?carrier=sandbox&fileName=a`)).statusCode).toBe(403);
    const open = await store.db.rows(sql`select 1 from usage_files where ended_at is null`);
    expect(open).toEqual([]);
  });

  it('fails if none of its first lines can be read, and is charged under a right format', async () => {
    const file = fileOf([lineOf().replaceAll(',', ';')], '\n');
    const failed = await bring(file);
    expect(failed).toMatchObject({ state: 'failed', rejected: 1, counted: 0 });
    expect(failed.fault).toBe('The line cannot be read by the format of sandbox.');
    expect(await errorsOf(failed.id)).toHaveLength(1);
    const parts = await store.db.rows(sql`select 1 from usage_file_parts`);
    expect(parts).toEqual([]);
  });
});

describe('a usage file that is charged', () => {
  /** The database, with an error before the statement of this number. */
  function failingAt(at: number): Database & { struck(): boolean } {
    let statements = 0;
    const before = () => {
      statements += 1;
      if (statements === at) throw new Error('the process ended');
    };
    return {
      ...store.db,
      ...watched(store.db, { before }),
      transaction: (work) =>
        store.db.transaction((tx) => work({ kind: 'transaction', ...watched(tx, { before }) })),
      struck: () => statements >= at,
    };
  }

  async function receive(lines: readonly string[], partLines: number) {
    const file = { carrier: 'sandbox', fileName: 'a.csv', source: 'command' as const };
    const chunks = (async function* () {
      yield Buffer.from(fileOf(lines));
    })();
    const received = await receiveFile({ db: store.db, partLines }, { ...file, chunks });
    return received?.id ?? '';
  }

  it('goes on after an end at any statement, and counts and reports every line once', async () => {
    for (let at = 1, isStruck = true; isStruck; at += 3) {
      const lines = [lineOf(), 'broken', lineOf({ iccid: UNKNOWN }), lineOf(), lineOf()];
      const id = await receive(lines, 2);
      const failing = failingAt(at);
      await charge(failing).catch(() => undefined);
      isStruck = failing.struck();
      await store.db.run(sql`update usage_files set leased_until = now() where ended_at is null`);
      await charge();
      expect([at, await show(id)]).toMatchObject([
        at,
        { state: 'done', linesDone: 6, counted: 3, repeated: 0, rejected: 2, countedBytes: 3000 },
      ]);
      expect(await errorsOf(id)).toMatchObject([{ line: 3 }, { line: 4 }]);
      const [kept] = await store.db.rows<{ times: bigint }>(sql`
        select times from rejected_usage_records
        where record->>'recordId' = ${lines[2]?.split(',')[4]}`);
      expect(kept).toBeDefined();
    }
    const left = await store.db.rows(sql`
      select 1 from usage_file_parts union all select 1 from usage_file_shares`);
    expect(left).toEqual([]);
  });

  it('is charged once by workers that meet at it', async () => {
    const lines = Array.from({ length: 40 }, () => lineOf());
    const ids = [await receive(lines, 5), await receive(lines.slice(0, 20), 5)];
    await Promise.all([charge(), charge(), charge()]);
    const files = await Promise.all(ids.map(show));
    const sum = (name: 'counted' | 'repeated') =>
      files.reduce((total: number, file) => total + file[name], 0);
    expect([sum('counted'), sum('repeated')]).toEqual([40, 20]);
    expect(await newBytes()).toBe(40_000);
  });

  it('is charged once even if a lease ran out while its process lived', async () => {
    const lines = Array.from({ length: 12 }, () => lineOf());
    const id = await receive(lines, 3);
    const expire = () => sql`update usage_files set leased_until = now() where ended_at is null`;
    const [one, other] = [charge(), store.db.run(expire()).then(() => charge())];
    await Promise.all([one, other]);
    await store.db.run(expire());
    await charge();
    expect(await show(id)).toMatchObject({
      state: 'done',
      counted: 12,
      repeated: 0,
      linesDone: 13,
    });
    expect(await newBytes()).toBe(12_000);
  });

  it('has the bytes of its distinct lines, however they come', async () => {
    const some = fc.array(fc.nat(14), { minLength: 1, maxLength: 30 });
    const files = fc.array(
      fc.record({ some, end: fc.constantFrom('\n', '\r\n'), size: fc.integer({ min: 1, max: 4 }) }),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(files, async (drawn) => {
        const start = await countedBytes();
        const pool = Array.from({ length: 15 }, (_, place) =>
          place === 7 ? '"broken' : lineOf({ bytes: 2 ** place, iccid: iccids[place % 2] ?? '' }),
        );
        for (const { some: places, end, size } of drawn) {
          await receive(
            places
              .map((place) => pool[place] ?? '')
              .join(end)
              .split('\n'),
            size,
          );
        }
        await charge();
        // A file whose first part, the heading included, has broken lines only fails as a whole.
        const isRead = ({ some: places, size }: (typeof drawn)[number]) =>
          size === 1 || places.slice(0, size - 1).some((place) => place !== 7);
        const distinct = new Set(drawn.filter(isRead).flatMap(({ some: places }) => places));
        distinct.delete(7);
        const expected = [...distinct].reduce((sum, place) => sum + 2 ** place, 0);
        const onlyBroken = (places: readonly number[]) => places.every((place) => place === 7);
        expect(
          (await countedBytes()) - start,
          String(drawn.some(({ some: places }) => onlyBroken(places))),
        ).toBe(expected);
      }),
      { numRuns: 12 },
    );
  });
});

it('what was not received to its end is deleted after a while, and old files are', async () => {
  const { id } = await bring(fileOf([lineOf()]));
  await store.db.run(sql`
    update usage_files set ended_at = now() - interval '91 days'
    where id = ${id}`);
  const open = newId();
  await store.db.run(sql`
    insert into usage_files (id, carrier, file_name, source, state, leased_until)
    values (${open}, 'sandbox', 'a', 'upload', 'receiving', now() - interval '1 second')`);
  expect(await pruneUsageFiles(store.db)).toBe(2);
  expect((await call('GET', `${PATH}/${id}`)).json().code).toBe('usage_file_not_found');
});
