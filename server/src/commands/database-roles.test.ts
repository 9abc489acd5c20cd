import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBuyer, openSeller, sampleInvoice } from '../../test/support/billing.ts';
import { IS_CITUS } from '../../test/support/citus.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
} from '../../test/support/shop.ts';
import { accountsOf, type Call } from '../../test/support/slice.ts';
import { openTwoRoles } from '../../test/support/two-roles.ts';
import { buildApp } from '../app.ts';
import { openParts } from '../assemble.ts';
import { auditBooks } from '../backoffice/operator/index.ts';
import { refundPackage } from '../commerce/refunds/index.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from '../connectivity/carriers/index.ts';
import { readCredits } from '../money/credits/index.ts';
import { openPayments } from '../open-payments.ts';
import { readConfig } from '../platform/config/config.ts';
import { type Sql, sql } from '../platform/db/database.ts';
import { ensurePartitions } from '../platform/db/partitions.ts';
import { createMetrics } from '../platform/http/metrics.ts';
import { enqueueJob } from '../platform/jobs/index.ts';
import { createLog } from '../platform/log/log.ts';
import { runCommandLine } from './index.ts';
import { runWorker } from './run-worker.ts';
import { createTasks, SCHEDULE } from './tasks.ts';

const store = await forThisFile(openTwoRoles());
const { db, owner, url, ownerUrl } = store;
const carriers = createCarriers([sandboxCarrier()], importedCarrier);
const environment = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl };

async function run(words: string[], set: Record<string, string> = environment) {
  const said: string[] = [];
  const code = await runCommandLine(words, {
    version: '1.2.3',
    readConfig: () => readConfig(set),
    carriers,
    now: () => new Date(),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
  });
  return { code, text: said.join('\n') };
}

let shop: Shop;
let call: Call;
let closeApp = async (): Promise<unknown> => undefined;
afterAll(() => closeApp());
beforeAll(async () => {
  const words = IS_CITUS ? ['migrate', '--distribute'] : ['migrate'];
  expect(await run(words)).toMatchObject({ code: 0 });
  await loadPlans(db);
  const account = await openApp();
  call = await account.caller();
  shop = await addCreditsAndItems(db, { ...account, creditsMinor: 10_000n });
  await openSeller(db);
  await openBuyer(db, shop.ctx.organizationId);
  await sampleInvoice(db, shop.ctx);
});

async function openApp() {
  const parts = openParts({
    config: readConfig({ ...environment, GIGASTORE_RATE_LIMIT: 'off' }),
    secretKey: randomBytes(32),
    log: createLog('silent'),
    db,
    carriers,
    readiness: {},
  });
  const app = await buildApp(parts);
  closeApp = () => Promise.all([app.close(), parts.access.close()]);
  return accountsOf({ app, db, access: parts.access })();
}

const rejects = (statement: Sql, words: RegExp, on = db) =>
  expect(on.transaction((tx) => tx.run(statement))).rejects.toThrow(words);

describe('the role that serves', () => {
  const statements: Record<string, Sql> = {
    'update transfers': sql`update transfers set amount_minor = 1`,
    'delete transfers': sql`delete from transfers`,
    'empty transfers': sql`truncate transfers cascade`,
    'disable the triggers of transfers': sql`alter table transfers disable trigger user`,
    // A distributed table has no triggers.
    ...(!IS_CITUS && {
      'drop a trigger of transfers': sql`drop trigger transfers_are_immutable on transfers`,
    }),
    'add a trigger to transfers': sql`
      create trigger mine before insert on transfers
      for each row execute function refuse_change()`,
    'drop transfers': sql`drop table transfers cascade`,
    'skip triggers': sql`set session_replication_role = replica`,
    'update the audit log': sql`update audit_log set action = 'nothing'`,
    'delete from the audit log': sql`delete from audit_log`,
    'delete from a month of the audit log': sql`delete from audit_log_default`,
    'update the entry of a sale': sql`update audit_sales set kind = 'top_up'`,
    'delete the entry of a sale': sql`delete from audit_sales`,
    'update who sold': sql`update audit_authors set actor_id = 'nobody'`,
    'delete who sold': sql`delete from audit_authors`,
    'update an invoice': sql`update billing_documents set amount_minor = 1`,
    'delete an invoice': sql`delete from billing_documents`,
    'update a receipt': sql`update bank_receipts set received_minor = 1`,
    'delete a receipt': sql`delete from bank_receipts`,
    'delete totals': sql`delete from ledger_accounts`,
    'delete an account': sql`delete from accounts`,
    'change the mode of an account': sql`update accounts set mode = 'sandbox'`,
    'give an account to another organization': sql`
      update accounts set organization_id = organization_id`,
    'forget migrations': sql`delete from schema_migrations`,
    'create a table': sql`create table mine (id integer)`,
    'drop the schema': sql`drop schema public cascade`,
    'replace a function': sql`alter function refuse_change() owner to current_user`,
  };
  it.each(Object.entries(statements))('cannot %s', async (_, statement) => {
    await rejects(statement, /permission denied|must be owner|no privileges were granted/);
  });

  it('cannot delete the books of a live account', async () => {
    const live = await db.row<{ id: string }>(sql`
      select id from accounts
      where organization_id = ${shop.ctx.organizationId} and mode = 'live'`);
    const id = live?.id ?? '';
    for (const statement of [
      sql`select delete_sandbox_transfers(${id})`,
      sql`select delete_sandbox_documents(${id})`,
      sql`select delete_sandbox_receipts(${id})`,
    ]) {
      await rejects(statement, /only a sandbox account can be reset/);
    }
  });

  it.skipIf(IS_CITUS)('serves accounts whose mode not even the owner can change', async () => {
    const turn = sql`update accounts set mode = 'sandbox' where mode = 'live'`;
    await rejects(turn, /an account stays live/, owner);
  });

  it('can drop what has expired, and nothing else', async () => {
    const names = ['transfers', 'audit_log_p202001', 'api_requests_p209901', 'api_requests'];
    for (const name of [...names, 'idempotency_keys', 'usage_record_ids_p20990101']) {
      await rejects(sql`select drop_expired_table(${name})`, /is not a table that has expired/);
    }
    await rejects(sql`select close_table('transfers')`, /is not closed by time/);
    await rejects(sql`select make_partition('events', '2030-01-01')`, /is not a month of now/);
    await rejects(sql`select make_partition('transfers', ${thisMonth()}::date)`, /no rows/);
  });
});

const thisMonth = () => new Date().toISOString().slice(0, 8).concat('01');

describe('the store that runs as this role', () => {
  it('sells, refunds, takes out addresses and resets a sandbox', async () => {
    const { sold } = await sell(shop, registration(shop));
    const { uid } = sold.activatedItem;
    await db.transaction((tx) => refundPackage({ ...shop.ctx, db: tx }, { uid }));
    await sell(shop, registration(shop, { metatag: 'sandbox:unknown_outcome' }));
    expect(await auditBooks(db)).toEqual([]);

    expect((await call('POST', '/gigastore/sandbox/reset')).statusCode).toBe(200);
    const { accountId } = shop.ctx;
    const left = await db.row(sql`
      select (select count(*)::int from transfers where account_id = ${accountId}) as transfers,
        (select count(*)::int from billing_documents where account_id = ${accountId}) as documents,
        (select count(*)::int from activated_items where account_id = ${accountId}) as packages`);
    expect(left).toEqual({ transfers: 0, documents: 0, packages: 0 });
    expect((await readCredits({ db, accountId })).heldMinor).toBe(0n);
  });

  it('runs every task of the worker, partitions and pruning included', async () => {
    await owner.run(sql`
      create table api_requests_p202001 partition of api_requests
      for values from ('2020-01-01T00:00:00Z') to ('2020-02-01T00:00:00Z')`);
    const tasks = createTasks({
      db,
      carriers,
      links: LINKS,
      payments: openPayments(readConfig({})),
      log: createLog('silent'),
      hostProofs: { mode: 'live', readTextRecords: async () => [] },
      ipRetentionDays: 1,
    });
    const keep = (key: string) =>
      db.run(sql`
        insert into idempotency_keys (account_id, key, request_hash, status, body)
        values (${shop.ctx.accountId}, ${key}, sha256('request'), 200, '{}')`);
    await keep('before');
    for (const { task } of SCHEDULE) await tasks[task]?.({}, new AbortController().signal);
    await keep('after');
    const keys = await db.row(sql`
      select count(*) filter (where tableoid = 'idempotency_keys'::regclass)::int as open,
        count(*)::int as all
      from idempotency_keys
      where key in ('before', 'after')`);
    // A distributed database keeps them in no table of their own.
    expect(keys).toEqual(IS_CITUS ? { open: 0, all: 2 } : { open: 1, all: 2 });
    const gone = await db.row(sql`select to_regclass('api_requests_p202001') as old`);
    expect(gone).toEqual({ old: null });
    const made = await ensurePartitions(db, { tables: ['audit_log'], monthsAhead: 4 });
    expect(made).toHaveLength(1);
    await rejects(sql`delete from audit_log`, /permission denied/);
  });

  it('takes jobs from the queue', async () => {
    const config = readConfig({ ...environment, GIGASTORE_LOG_LEVEL: 'silent' });
    const log = createLog('silent');
    const worker = runWorker({
      config,
      carriers,
      secretKey: randomBytes(32),
      url,
      log,
      metrics: createMetrics({ ofProcess: false }),
      traces: undefined,
    });
    onTestFinished(() => worker.stop());
    const before = await countAudits();
    await db.transaction((tx) => enqueueJob(tx, { task: 'audit-books', payload: {} }));
    await expect.poll(countAudits, { timeout: 30_000 }).toBeGreaterThan(before);
  });
});

async function countAudits(): Promise<number> {
  const row = await db.row<{ count: number }>(sql`select count(*)::int as count from book_audits`);
  return row?.count ?? 0;
}

describe('gigastore migrate and gigastore doctor', () => {
  it('grant again what is granted, and refuse a role with the rights of the owner', async () => {
    const again = await run(['migrate']);
    expect(again).toMatchObject({ code: 0 });
    expect(again.text).toMatch(/^The database is up to date\./);
    const names = [url, ownerUrl].map((each) => new URL(each).username);
    await rejects(sql`select grant_application(${names[1]})`, /has the rights of the owner/, owner);
    const same = await run(['migrate'], { ...environment, DATABASE_OWNER_URL: url });
    expect(same.text).toContain('must name different roles');
  });

  it('say which role can change the books', async () => {
    const check = async (address: string) => {
      const { text } = await run(['doctor', '--json'], { DATABASE_URL: address });
      const { items } = JSON.parse(text) as { items: { name: string; state: string }[] };
      return items.find(({ name }) => name === 'database_role');
    };
    expect(await check(url)).toMatchObject({ state: 'ok', remedy: null });
    expect(await check(ownerUrl)).toMatchObject({
      state: 'attention',
      detail: expect.stringContaining(
        'accounts, audit_authors, audit_log, audit_sales, bank_receipts',
      ),
    });
  });
});
