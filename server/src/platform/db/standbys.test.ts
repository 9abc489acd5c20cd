import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { illTyped } from '../../../test/support/ill-typed.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from './database.ts';
import { selectStandbys } from './standbys.ts';

const UPDATE_BYTES = 34;

const store = await forThisFile(createTestDatabase());

/** Connects as a standby does, and receives the log from where it is now. */
async function connectStandby(name: string) {
  const url = new URL(store.url);
  url.searchParams.set('application_name', name);
  const settings = { connectionString: url.href, replication: 'database' };
  const client = new pg.Client(settings as pg.ClientConfig);
  client.on('error', () => {});
  let isEnded = false;
  async function end(): Promise<void> {
    if (!isEnded) await client.end();
    isEnded = true;
  }
  await client.connect();
  onTestFinished(end);
  const { rows } = await client.query('IDENTIFY_SYSTEM');
  const { xlogpos } = rows[0] as { xlogpos: string };
  client.query(`START_REPLICATION PHYSICAL ${xlogpos}`).catch(() => {});
  const { connection } = illTyped<{
    connection: { sendCopyFromChunk(chunk: Buffer): void };
  }>(client);
  return {
    at: positionOf(xlogpos),
    end,
    /** Reports, as a standby does, that the log is replayed until there. */
    report(position: bigint) {
      const update = Buffer.alloc(UPDATE_BYTES);
      update.write('r');
      for (const offset of [1, 9, 17]) update.writeBigUInt64BE(position, offset);
      connection.sendCopyFromChunk(update);
    },
  };
}

function positionOf(text: string): bigint {
  const [high = '', low = ''] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

const found = async (name: string) =>
  (await selectStandbys(store.db)).find((standby) => standby.name === name);

it('a standby is listed with the bytes that it has not replayed, and none once it is gone', async () => {
  const name = `standby-${newId()}`;
  expect(await found(name)).toBeUndefined();
  const standby = await connectStandby(name);
  await expect.poll(() => found(name)).toMatchObject({ name, servers: 1 });
  standby.report(standby.at);
  await expect.poll(() => found(name)).toMatchObject({ lagBytes: expect.any(Number) });
  await store.db.run(sql`create table written as select generate_series(1, 10000) as number`);
  await expect.poll(async () => (await found(name))?.lagBytes).toBeGreaterThan(100_000);
  expect((await found(name))?.lagSeconds).toBeGreaterThanOrEqual(0);
  await standby.end();
  await expect.poll(() => found(name)).toBeUndefined();
});

it('standbys of one name are counted, and the slowest of them is shown', async () => {
  const name = `standby-${newId()}`;
  const [first, second] = [await connectStandby(name), await connectStandby(name)];
  first.report(first.at);
  second.report(second.at - 1_000_000n);
  await expect.poll(async () => (await found(name))?.servers).toBe(2);
  await expect.poll(async () => (await found(name))?.lagBytes).toBeGreaterThanOrEqual(1_000_000);
});

it('a role that may not read statistics sees that there is a standby, and no lag', async () => {
  const name = `standby-${newId()}`;
  const standby = await connectStandby(name);
  standby.report(standby.at);
  await expect.poll(async () => (await found(name))?.lagBytes).not.toBeNull();
  const role = `plain_${newId().replaceAll('-', '')}`;
  await store.db.transaction(async (tx) => {
    await tx.run(sql`select set_config('gigastore.role', ${role}, true)`);
    await tx.run(sql`do $$ begin
      execute format('create role %I', current_setting('gigastore.role'));
      execute format('set local role %I', current_setting('gigastore.role'));
    end $$`);
    const unseen = (await selectStandbys(tx)).find((one) => one.name === name);
    expect(unseen).toEqual({ name, servers: 1, lagBytes: null, lagSeconds: null });
    await tx.run(sql`reset role`);
    await tx.run(sql`do $$ begin
      execute format('drop role %I', current_setting('gigastore.role'));
    end $$`);
  });
});
