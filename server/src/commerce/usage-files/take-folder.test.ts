import { appendFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { aUsageFormat, HEADING, usageLine } from '../../../test/support/usage-files.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { createUsageLane } from '../usage/index.ts';
import { chargeFiles } from './charge-file.ts';
import { takeFolder } from './take-folder.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { iccid } = await sellProfile(await openShop(store.db));
const { call } = await personOf(store, '', 'operator');
const set = { ...aUsageFormat(), carrier: 'sandbox' };
await call('PUT', '/operator/usage-file-formats', { body: set });

const folder = await mkdtemp(join(tmpdir(), 'gigastore-usage-'));
const own = join(folder, 'sandbox');
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A minute later, when nobody has changed a file for a while. */
const LATER_MS = 60_000;
const errors: unknown[] = [];
const take = ({ db = store.db, laterMs = LATER_MS }: { db?: Database; laterMs?: number } = {}) =>
  takeFolder({
    db,
    folder,
    now: () => Date.now() + laterMs,
    onError: (error) => errors.push(error),
  });
const charge = () => {
  const usageLane = createUsageLane({ db: store.db, realNow: () => new Date() });
  return chargeFiles({ db: store.db, usageLane, onError: (error) => errors.push(error) });
};
const lines = (count: number) => Array.from({ length: count }, () => usageLine({ iccid }));
const drop = (name: string, rows: readonly string[], heading = HEADING) =>
  writeFile(join(own, name), [heading, ...rows, ''].join('\n'));
const namesIn = (path: string) => readdir(join(own, path)).catch(() => []);
const files = async () => (await call('GET', '/operator/usage-files')).json().items;

beforeEach(async () => {
  await rm(own, { recursive: true, force: true });
  await mkdir(own);
  await store.db.run(sql`delete from usage_files`);
  errors.length = 0;
});

describe('the folder of usage files', () => {
  it('has a file taken once it is unchanged, charged, and moved to done', async () => {
    await drop('a.csv', lines(3));
    expect(await take({ laterMs: 5_000 })).toBe(0);
    expect(await take()).toBe(1);
    expect(await namesIn('')).toEqual(['a.csv']);
    await charge();
    expect(await take()).toBe(0);
    expect([await namesIn(''), await namesIn('done')]).toEqual([['done'], ['a.csv']]);
    expect(await files()).toMatchObject([
      { fileName: 'a.csv', source: 'folder', takenBy: null, state: 'done', counted: 3 },
    ]);
    expect(errors).toEqual([]);
  });

  it('keeps files of one name, and counts their lines once', async () => {
    const rows = lines(3);
    for (const count of [1, 2, 3]) {
      await drop('a.csv', rows.slice(0, count));
      await take();
      await charge();
      await take();
    }
    expect(await namesIn('done')).toHaveLength(3);
    const counts = (await files()).map(({ counted, repeated }: Counts) => [counted, repeated]);
    expect(counts).toEqual([1, 1, 1].map((counted, index) => [counted, 2 - index]));
  });
  type Counts = { counted: number; repeated: number };

  it('leaves unfinished names and other things alone', async () => {
    for (const name of ['.a.csv', 'a.csv.part', 'b.tmp', 'c.csv~']) await drop(name, lines(1));
    await mkdir(join(folder, 'Not a carrier'), { recursive: true });
    await mkdir(join(own, 'sub'));
    expect(await take()).toBe(0);
    await rename(join(own, 'b.tmp'), join(own, 'b.csv'));
    expect(await take()).toBe(1);
  });

  it('takes nothing of a file that grows while it is read, and all of it later', async () => {
    await drop('a.csv', lines(2));
    const db: Database = {
      ...store.db,
      async transaction(work) {
        await appendFile(join(own, 'a.csv'), `${usageLine({ iccid })}\n`);
        return store.db.transaction(work);
      },
    };
    expect(await take({ db })).toBe(0);
    expect(await files()).toEqual([]);
    expect(await take()).toBe(1);
    await charge();
    const [{ counted, lines: all }] = await files();
    expect(counted).toBe(all - 1);
  });

  it('has a file taken by one of two workers', async () => {
    for (const name of ['a.csv', 'b.csv', 'c.csv']) await drop(name, lines(20));
    const taken = await Promise.all([take(), take(), take()]);
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(3);
    await Promise.all([charge(), charge()]);
    await Promise.all([take(), take()]);
    expect((await namesIn('done')).sort()).toEqual(['a.csv', 'b.csv', 'c.csv']);
    expect((await files()).map(({ counted }: { counted: number }) => counted)).toEqual([
      20, 20, 20,
    ]);
    expect(errors).toEqual([]);
  });

  it('has what cannot be read moved to failed, and taken again when it is put back', async () => {
    await drop('a.csv', lines(1), 'A,B');
    await drop('empty.csv', [], '');
    await mkdir(join(folder, 'glacier'), { recursive: true });
    await writeFile(join(folder, 'glacier', 'a.csv'), HEADING);
    expect(await take()).toBe(3);
    await take();
    expect((await namesIn('failed')).sort()).toEqual(['a.csv', 'empty.csv']);
    expect(await files()).toMatchObject(
      (await files()).map(({ carrier }: { carrier: string }) => ({
        state: 'failed',
        fault:
          carrier === 'glacier'
            ? expect.stringContaining('No format')
            : expect.stringMatching(/^The file has no/),
      })),
    );
    await call('PUT', '/operator/usage-file-formats', {
      body: { ...set, format: { ...set.format, iccidColumn: 'A', hasHeader: true } },
    });
    await rename(join(own, 'failed', 'a.csv'), join(own, 'a.csv'));
    expect(await take()).toBe(1);
    await call('PUT', '/operator/usage-file-formats', { body: set });
    await rm(join(folder, 'glacier'), { recursive: true });
  });

  it('goes on after a process ended while it received a file', async () => {
    await drop('a.csv', lines(3));
    const db: Database = {
      ...store.db,
      run: (statement) =>
        statement.sql.includes('where id')
          ? Promise.reject(new Error('ended'))
          : store.db.run(statement),
      transaction: (work) =>
        store.db.transaction((tx) =>
          work({ ...tx, row: () => Promise.reject(new Error('the process ended')) }),
        ),
    };
    await take({ db });
    expect(errors).toHaveLength(1);
    expect(await files()).toMatchObject([{ state: 'receiving' }]);
    expect(await take()).toBe(0);
    await store.db.run(sql`update usage_files set leased_until = now() - interval '1 second'`);
    expect(await take()).toBe(1);
    await charge();
    expect(await files()).toMatchObject([{ state: 'done', counted: 3 }]);
  });
});
