import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { moment } from '../../../test/support/moment.ts';
import { sql } from '../db/database.ts';
import { createLog } from '../log/log.ts';
import { enqueueJob, hasJobTables, migrateJobs, startWorker, type Tasks } from './index.ts';
import { openJobsPool } from './pool.ts';

const { db, url } = await forThisFile(createTestDatabase());

function work(tasks: Tasks) {
  const log = createLog('silent');
  const worker = startWorker({ url, db, tasks, schedule: [], log });
  onTestFinished(() => worker.stop());
  return worker;
}

async function countJobs(task: string): Promise<bigint | undefined> {
  const row = await db.row<{ count: bigint }>(sql`
    select count(*) from graphile_worker.jobs where task_identifier = ${task}`);
  return row?.count;
}

test('the tables of the queue are made once, also when two start at once', async () => {
  const fresh = await createTestDatabase({ isEmpty: true });
  expect(await hasJobTables(fresh.db)).toBe(false);
  await Promise.all([migrateJobs(fresh.url), migrateJobs(fresh.url)]);
  expect(await hasJobTables(fresh.db)).toBe(true);
  await fresh.close();
});

test('a job is run with its payload once its transaction has committed', async () => {
  const ran = moment<unknown>();
  const payload = { customer: 'a', count: 3 };
  await db.transaction((tx) => enqueueJob(tx, { task: 'greet', payload }));
  work({ greet: async (given) => ran.happen(given) });
  expect(await ran.happened).toEqual(payload);
});

test('a job whose transaction failed does not exist', async () => {
  const failed = db.transaction(async (tx) => {
    await enqueueJob(tx, { task: 'never', payload: {} });
    throw new Error('no sale');
  });
  await expect(failed).rejects.toThrow('no sale');
  expect(await countJobs('never')).toBe(0n);
});

test('a job that fails stays in the queue, to be tried again', async () => {
  const failing = moment();
  const another = moment();
  const worker = work({
    fail: async () => {
      failing.happen();
      throw new Error('not today');
    },
    after: async () => another.happen(),
  });
  await db.transaction((tx) => enqueueJob(tx, { task: 'fail', payload: {} }));
  await failing.happened;
  await db.transaction((tx) => enqueueJob(tx, { task: 'after', payload: {} }));
  await another.happened;
  await worker.stop();
  const row = await db.row(sql`
    select attempts, last_error from graphile_worker.jobs where task_identifier = 'fail'`);
  expect(row).toEqual({ attempts: 1, last_error: 'not today' });
});

test('a job for later, of which nobody is notified, is found when it is due', async () => {
  const ran = moment<number>();
  const runAt = new Date(Date.now() + 300);
  work({ later: async () => ran.happen(Date.now()) });
  await db.transaction((tx) => enqueueJob(tx, { task: 'later', payload: {}, runAt }));
  expect(await ran.happened).toBeGreaterThanOrEqual(runAt.getTime());
});

test('jobs with one key are one job', async () => {
  for (const count of [1, 2]) {
    const job = { task: 'summed', payload: { count }, jobKey: 'sum' };
    await db.transaction((tx) => enqueueJob(tx, job));
  }
  expect(await countJobs('summed')).toBe(1n);
});

test('a worker that stops lets the running job end', async () => {
  const started = moment();
  const gate = moment();
  let hasEnded = false;
  const worker = work({
    slow: async () => {
      started.happen();
      await gate.happened;
      hasEnded = true;
    },
  });
  await db.transaction((tx) => enqueueJob(tx, { task: 'slow', payload: {} }));
  await started.happened;
  const stopped = worker.stop();
  gate.happen();
  await stopped;
  expect(hasEnded).toBe(true);
  expect(await countJobs('slow')).toBe(0n);
});

test('a worker that lost its connections goes on by itself', async () => {
  const first = moment();
  const second = moment();
  work({ first: async () => first.happen(), second: async () => second.happen() });
  await db.transaction((tx) => enqueueJob(tx, { task: 'first', payload: {} }));
  await first.happened;
  await db.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'gigastore jobs' and datname = current_database()`);
  await db.transaction((tx) => enqueueJob(tx, { task: 'second', payload: {} }));
  await second.happened;
});

async function lockedJob(task: string, lockedBy: string): Promise<void> {
  await db.transaction((tx) => enqueueJob(tx, { task, payload: {} }));
  await db.run(sql`
    update graphile_worker._private_jobs as job
    set locked_by = ${lockedBy}, locked_at = now() - interval '3 minutes'
    from graphile_worker._private_tasks as named
    where named.id = job.task_id
      and named.identifier = ${task}`);
}

test('a job of a killed worker is released, one of a live worker is not', async () => {
  await db.run(sql`insert into job_runs (id, seen_at) values ('alive', now())`);
  await lockedJob('left-behind', 'killed');
  await lockedJob('under-way', 'alive');
  const ran = moment();
  work({ 'left-behind': async () => ran.happen(), 'under-way': async () => {} });
  await ran.happened;
  expect(await countJobs('under-way')).toBe(1n);
});

test('a connection of the queue may be released twice', async () => {
  const pool = openJobsPool(url, 1);
  const first = await pool.connect();
  first.release();
  first.release();
  await new Promise<void>((resolve, reject) => {
    pool.connect((error, client, release) => {
      if (error || !client) return reject(error);
      release();
      release();
      client.release();
      resolve();
    });
  });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
