import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../../../test/support/audit-entries.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { folderForThisFile, forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, sell } from '../../../test/support/shop.ts';
import { aUse } from '../../../test/support/usage-records.ts';
import { recordUsage } from '../../commerce/usage/index.ts';
import { connect } from '../../platform/db/connect.ts';
import { sql } from '../../platform/db/database.ts';
import { readArchive, verifyArchive, writeArchive } from './index.ts';

const database = await forThisFile(createTestDatabase());
const { db } = database;
await loadPlans(db);
const folder = await folderForThisFile();
const shop = await openShop(db);
const now = new Date();

/** More than one page, on three days of as many months, some at the same moment. */
const ENTRIES = 12_000;
await db.run(sql`
  insert into audit_log (organization_id, id, at, actor_kind, actor_id, action, request_id)
  select ${shop.ctx.organizationId}::uuid, gen_random_uuid(),
    timestamptz '2026-01-31 23:59:59.999+00' + (n % 3) * interval '30 days', 'platform', 'p',
    'a', 'r'
  from generate_series(1, ${ENTRIES}::int) as n`);
for (let sold = 0; sold < 3; sold += 1) {
  const { sold: it } = await sell(shop, registration(shop));
  const place = { accountId: shop.ctx.accountId, carrier: it.esimProfile.carrier, now };
  const uses = [1, 2].map(() => aUse(it.esimProfile.iccid, { bytes: 10n }));
  await db.transaction((tx) => recordUsage(tx, { ...place, carrier: 'sandbox' }, uses));
}

const ALL = { before: '9999-01' };
/** Writes an archive in place of the one that an earlier attempt of the same test wrote. */
async function write(name: string, months: Parameters<typeof writeArchive>[2]['months'] = ALL) {
  await rm(join(folder, name), { recursive: true, force: true });
  return writeArchive(db, join(folder, name), { months, now });
}

async function rowsOf(name: string, table: string, month?: string): Promise<string[]> {
  const rows: string[] = [];
  for await (const line of readArchive(join(folder, name), { table, month })) rows.push(line);
  return rows;
}

describe('an archive', () => {
  it('has every row of the ledger, the audit log and the usage records, once', async () => {
    const { files } = await write('all');
    expect(await verifyArchive(join(folder, 'all'))).toEqual([]);
    const kept = {
      transfers: await db.rows<{ line: string }>(
        sql`select row_to_json(transfers)::text as line from transfers`,
      ),
      audit_log: await db.rows<{ line: string }>(
        sql`select row_to_json(audit_log)::text as line from ${auditEntries}`,
      ),
      usage_records: await db.rows<{ line: string }>(
        sql`select row_to_json(usage_records)::text as line from usage_records`,
      ),
    };
    for (const [table, rows] of Object.entries(kept)) {
      const lines = rows.map(({ line }) => line).sort();
      expect((await rowsOf('all', table)).sort()).toEqual(lines);
      const counts = files.filter((file) => file.table === table).map((file) => file.rows);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lines.length);
    }
    expect(kept.usage_records).toHaveLength(6);
    expect(kept.audit_log.length).toBeGreaterThan(ENTRIES);
  });

  it('has the entries of sales with the columns of all others', async () => {
    const lines = (await rowsOf('all', 'audit_log')).map((line) => JSON.parse(line));
    const sold = lines.filter(({ action }) => action === 'package.sold');
    expect(sold).toHaveLength(3);
    expect(sold[0]).toMatchObject({ organization_id: shop.ctx.organizationId, before: null });
    const columns = [...new Set(lines.map((line) => Object.keys(line).join()))];
    expect(columns).toHaveLength(1);
  });

  it('has the months that were asked for, each in its file', async () => {
    const { files } = await write('months', { since: '2026-02', before: '2026-04' });
    expect(files.map(({ file, rows }) => [file, rows])).toEqual([
      ['audit_log-2026-03.jsonl.gz', ENTRIES / 3],
    ]);
    const march = await rowsOf('months', 'audit_log', '2026-03');
    expect(march.every((line) => JSON.parse(line).at.startsWith('2026-03'))).toBe(true);
    expect(await rowsOf('months', 'audit_log', '2026-02')).toEqual([]);
  });

  it('is written into a new directory only, and has no manifest before it is complete', async () => {
    await write('once');
    const again = writeArchive(db, join(folder, 'once'), { months: ALL, now });
    await expect(again).rejects.toThrow('EEXIST');
    expect((await readdir(join(folder, 'once'))).filter((name) => /partial/.test(name))).toEqual(
      [],
    );
  });

  it('is not begun on a standby, which cannot note what was copied', async () => {
    const options = encodeURIComponent('-c default_transaction_read_only=on');
    const url = `${database.url}?options=${options}`;
    const standby = connect({ url, maxConnections: 1, applicationName: 'a standby' });
    const begun = writeArchive(standby, join(folder, 'standby'), { months: ALL, now });
    await expect(begun).rejects.toThrow('takes no writes');
    await standby.close();
    expect(await readdir(folder)).not.toContain('standby');
  });

  it('tells a file that was changed, cut or lost', async () => {
    const { files } = await write('broken');
    const path = (at: number) => join(folder, 'broken', files[at]?.file ?? '');
    const bytes = await readFile(path(0));
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    await writeFile(path(0), bytes);
    await truncate(path(1), 30);
    await rm(path(2));
    await appendFile(path(3), 'more');
    expect(await verifyArchive(join(folder, 'broken'))).toEqual([
      expect.stringContaining('the SHA-256 is'),
      expect.stringContaining('the SHA-256 is'),
      expect.stringContaining('cannot be read'),
      expect.stringContaining('the SHA-256 is'),
    ]);
  });

  it('proves the balance of an account from nothing but its rows', async () => {
    await write('books');
    let minor = 0;
    for (const line of await rowsOf('books', 'transfers')) {
      const { account_id, kind, debit_code, credit_code, amount_minor } = JSON.parse(line);
      if (account_id !== shop.ctx.accountId || kind !== 'posted') continue;
      if (credit_code === 'credits') minor += amount_minor;
      if (debit_code === 'credits') minor -= amount_minor;
    }
    const row = await db.row(sql`
      select (posted_credits_minor - posted_debits_minor)::int as minor
      from ledger_accounts
      where account_id = ${shop.ctx.accountId} and code = 'credits'`);
    expect(row).toEqual({ minor });
  });
});
