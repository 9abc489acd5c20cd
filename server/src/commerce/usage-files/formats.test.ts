import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { aUsageFormat } from '../../../test/support/usage-files.ts';
import { sql } from '../../platform/db/database.ts';

const PATH = '/operator/usage-file-formats';
const HEADING = 'ICCID,Bytes,Start,Country,ID';
const store = await forThisFile(openStore());
await loadPlans(store.db);
const { iccid } = await sellProfile(await openShop(store.db));
const { call } = await personOf(store, '', 'operator');
const support = await personOf(store, '', 'operator-support');

const put = (carrier: string, more: object = {}) =>
  call('PUT', PATH, { body: { ...aUsageFormat(more), carrier } });
const tryFile = (file: string | Buffer, more: object = {}) => {
  const sample = Buffer.from(file).toString('base64');
  return call('POST', `${PATH}/try`, {
    body: { ...aUsageFormat(), carrier: 'sandbox', sample, ...more },
  });
};
const lineOf = (id: string, more: { iccid?: string; country?: string } = {}) =>
  `${more.iccid ?? iccid},1000,2026-04-30T09:50:00Z,${more.country ?? 'AT'},${id}`;

describe('the formats of usage files', () => {
  it('are set by carrier, listed with their defaults, and deleted', async () => {
    const set = await put('alpine', { timeZone: 'Europe/Vienna' });
    expect(set.statusCode, set.body).toBe(200);
    await put('alpine', { delimiter: 'tab' });
    const { items: formats } = (await support.call('GET', PATH)).json();
    expect(formats).toMatchObject([
      {
        carrier: 'alpine',
        format: { delimiter: 'tab', timeZone: 'UTC', bytesPerUnit: 1, imsiColumn: null },
        updatedBy: expect.any(String),
      },
    ]);
    expect((await call('DELETE', `${PATH}/alpine`)).statusCode).toBe(204);
    expect((await call('DELETE', `${PATH}/alpine`)).json().code).toBe('usage_format_not_found');
    expect((await call('GET', PATH)).json()).toEqual({ items: [] });
    const log = await store.db.rows<{ action: string }>(sql`
      select action from audit_log
      where target = 'alpine' and action like 'usage_file_format.%'
      order by id`);
    expect(log.map(({ action }) => action.split('.')[1])).toEqual([
      'created',
      'updated',
      'deleted',
    ]);
  });

  it('are refused with every fault, and by who only assists', async () => {
    const wrong = await put('alpine', { timeZone: 'Vienna', countryColumn: undefined });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json().errors.map(({ path }: { path: string }) => path)).toEqual([
      '/format/countryColumn',
      '/format/timeZone',
    ]);
    const body = aUsageFormat();
    expect((await support.call('PUT', PATH, { body })).json().code).toBe('insufficient_scope');
  });
});

describe('a trial of a usage file', () => {
  it('shows each line as it would be read, with its fault, and changes nothing', async () => {
    const lines = [lineOf('a'), '"broken', lineOf('b', { iccid: '8944500101180012348' })];
    const file = [HEADING, ...lines, '', lineOf('c', { country: 'ZZ' })].join('\r\n');
    for (const sent of [file, `\ufeff${file}`, gzipSync(file), gzipSync(file).subarray(0, -4)]) {
      const tried = await tryFile(sent);
      expect(tried.statusCode, tried.body).toBe(200);
      expect(tried.json()).toMatchObject({
        columns: HEADING.split(','),
        fault: null,
        lines: [
          { line: 2, text: lines[0], record: { recordId: 'a', bytes: 1000, iccid }, reason: null },
          { line: 3, text: '"broken', record: null, reason: expect.stringContaining('quotation') },
          { line: 4, record: { recordId: 'b' }, reason: expect.stringContaining('iccid') },
          { line: 6, record: { recordId: 'c' }, reason: expect.stringContaining('country') },
        ],
      });
    }
    const kept = await store.db.rows(sql`select 1 from rejected_usage_records`);
    const counted = await store.db.rows(sql`select 1 from usage_records`);
    expect([kept, counted]).toEqual([[], []]);
  });

  it('says why no line can be read, and needs a format', async () => {
    expect((await tryFile('A;B\n1;2\n')).json()).toMatchObject({
      columns: ['A;B'],
      fault: expect.stringContaining('has no columns ICCID'),
      lines: [],
    });
    expect((await tryFile(`${HEADING}\n\n`)).json().fault).toBe('the file has no line to read');
    const none = await tryFile(HEADING, { format: undefined });
    expect(none.json().code).toBe('usage_format_not_found');
    const [gzip] = [gzipSync(Buffer.alloc(8 * 2 ** 20))];
    expect((await tryFile(gzip)).json().errors).toMatchObject([{ path: '/sample' }]);
  });

  it('reads Latin-1, and bytes that are not of the encoding are the fault of their line', async () => {
    const file = Buffer.from(`ICCID,Bytes,Start,Land\u00e4,ID\n${lineOf('a')}\n`, 'latin1');
    const latin = aUsageFormat({ encoding: 'latin-1', countryColumn: 'LANDÄ' });
    const read = (await tryFile(file, { format: latin.format })).json();
    expect(read.lines).toMatchObject([{ line: 2, record: { recordId: 'a' }, reason: null }]);
    const wrong = Buffer.concat([Buffer.from(`${HEADING}\n${lineOf('\u0000')}\n`), file]);
    const { lines } = (await tryFile(wrong)).json();
    expect(lines).toMatchObject([
      { line: 2, record: null, reason: expect.stringContaining('encoding') },
      { line: 3, record: null, reason: expect.stringContaining('encoding') },
      { line: 4, record: { recordId: 'a' } },
    ]);
  });
});
