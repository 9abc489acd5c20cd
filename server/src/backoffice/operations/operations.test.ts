import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openFailing } from '../../../test/support/failing-endpoint.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';

const HOUR_MS = 3_600_000;

const store = await forThisFile(openStore());
const { call } = await personOf(store, '', 'operator');
const support = await personOf(store, '', 'operator-support');

type Fields = Record<string, unknown>;
const listed = async (path: string): Promise<Fields[]> => (await call('GET', path)).json().items;
const retry = async (path: string, body: object) =>
  (await call('POST', `/operator/${path}/retry`, { body })).json();

describe('jobs', () => {
  async function addJob(set: { attempts: number; runAt: Date }) {
    const task = `task-${newId()}`;
    const payload = { accountId: newId() };
    await store.db.transaction((tx) => enqueueJob(tx, { task, payload, runAt: set.runAt }));
    await store.db.run(sql`
      update graphile_worker._private_jobs as job
      set attempts = ${set.attempts}, last_error = 'no route to host'
      from graphile_worker._private_tasks as named
      where named.id = job.task_id
        and named.identifier = ${task}`);
    return { task, accountId: payload.accountId };
  }

  it('are listed when they failed, wait after a failure, or are late', async () => {
    const later = new Date(Date.now() + HOUR_MS);
    const earlier = new Date(Date.now() - HOUR_MS);
    const failed = await addJob({ attempts: 25, runAt: later });
    const retrying = await addJob({ attempts: 1, runAt: later });
    const late = await addJob({ attempts: 0, runAt: earlier });
    const planned = await addJob({ attempts: 0, runAt: later });
    for (const [job, state] of [
      [failed, 'failed'],
      [retrying, 'retrying'],
      [late, 'late'],
    ] as const) {
      expect(await listed(`/operator/jobs?state=${state}&task_name=${job.task}`)).toMatchObject([
        { task: job.task, state, accountId: job.accountId, lastError: 'no route to host' },
      ]);
    }
    expect(await listed(`/operator/jobs?task_name=${planned.task}`)).toEqual([]);
    const page = (await call('GET', '/operator/jobs?limit=1')).json();
    const next = await listed(`/operator/jobs?limit=1&after=${page.nextCursor}`);
    expect(Number(next[0]?.id)).toBeLessThan(Number(page.items[0].id));
  });

  it('run again once, with all their attempts', async () => {
    const { task } = await addJob({ attempts: 25, runAt: new Date(Date.now() + HOUR_MS) });
    const [job] = await listed(`/operator/jobs?task_name=${task}`);
    const ids = [job?.id, '999999999'];
    const both = await Promise.all([retry('jobs', { ids }), retry('jobs', { ids })]);
    expect(both.map(({ items }) => items[0].outcome).toSorted()).toEqual(['not_needed', 'retried']);
    expect(both[0].items[1].outcome).toBe('not_found');
    expect(await listed(`/operator/jobs?task_name=${task}`)).toEqual([]);
  });
});

describe('mails', () => {
  async function addMail(set: {
    state: 'failed' | 'late' | 'sent';
    attempts?: number;
    text?: string;
  }) {
    const id = newId();
    await store.db.run(sql`
      insert into mails (id, kind, locale, recipient, subject, text, html, attempts, last_error,
        next_attempt_at, failed_at, sent_at, created_at)
      values (${id}, 'invoice', 'en', 'billing@acme.test', 'Your invoice', ${set.text ?? 'Hello'},
        '', ${set.attempts ?? 9}, '550 mailbox unavailable',
        case when ${set.state} = 'late' then now() + interval '1 hour' end,
        case when ${set.state} = 'failed' then now() end,
        case when ${set.state} = 'sent' then now() end, now() - interval '10 minutes')`);
    return id;
  }
  const outcomeOf = async (id: string) => (await retry('mails', { ids: [id] })).items[0].outcome;

  it('are listed when they failed or wait, and sent again once', async () => {
    const failed = await addMail({ state: 'failed' });
    const late = await addMail({ state: 'late' });
    const isListed = async (query: string, id: string) =>
      (await listed(`/operator/mails?kind=invoice${query}`)).some((mail) => mail.id === id);
    expect(await isListed('&state=failed', failed)).toBe(true);
    expect(await isListed('&state=failed', late)).toBe(false);
    expect(await isListed('&state=late', late)).toBe(true);
    const both = await Promise.all([outcomeOf(failed), outcomeOf(failed)]);
    expect(both.toSorted()).toEqual(['not_needed', 'retried']);
    expect(await outcomeOf(late)).toBe('retried');
    expect(await outcomeOf(late)).toBe('not_needed');
    const mail = await store.db.row<{ attempts: number; isDue: boolean }>(sql`
      select attempts, next_attempt_at <= now() as "isDue"
      from mails
      where id = ${failed}`);
    expect(mail).toEqual({ attempts: 0, isDue: true });
  });

  it('are not sent again when they arrived, have no address, or their links expired', async () => {
    expect(await outcomeOf(await addMail({ state: 'sent' }))).toBe('not_needed');
    expect(await outcomeOf(await addMail({ state: 'failed', attempts: 0 }))).toBe('not_possible');
    const text = 'https://shop.test/verify?token=removed';
    expect(await outcomeOf(await addMail({ state: 'failed', text }))).toBe('not_possible');
    expect(await outcomeOf('nonsense')).toBe('not_found');
  });
});

describe('sign-ins and refused calls of all companies', () => {
  async function addEntry(of: { action: string; target: string; after: object; ip?: string }) {
    const { organizationId } = await store.newAccount();
    await store.db.run(sql`
      insert into audit_log (organization_id, id, actor_kind, actor_id, actor_name, action, target,
        after, remote_address, request_id)
      values (${organizationId}, ${newId()}, 'platform', 'platform', 'Sign-in', ${of.action},
        ${of.target}, ${JSON.stringify(of.after)}::jsonb, ${of.ip ?? '203.0.113.9'}, 'req-1')`);
    return organizationId;
  }

  it('are found by person, address, outcome, code and time', async () => {
    const ip = '203.0.113.77';
    const target = newId();
    const action = 'api_key.sign_in_failed';
    const after = { name: 'Till', reason: 'wrong_secret', count: 7 };
    const organizationId = await addEntry({ action, target, after, ip });
    const today = new Date().toISOString().slice(0, 10);
    for (const query of [
      `who=${target}`,
      `ip=${ip}`,
      `outcome=failed&organization_id=${organizationId}`,
      `code=wrong_secret&from=${today}`,
    ]) {
      expect(await listed(`/operator/sign-ins?${query}`), query).toMatchObject([
        {
          ...{ organizationId, outcome: 'failed', method: 'api_key', code: 'wrong_secret' },
          ...{ count: 7, remoteAddress: ip, who: { kind: 'api_key', id: target, name: 'Till' } },
        },
      ]);
    }
    expect(await listed(`/operator/sign-ins?outcome=signed_in&ip=${ip}`)).toEqual([]);
    expect(await listed(`/operator/sign-ins?ip=${ip}&to=2026-01-01`)).toEqual([]);
  });

  it('shows who signed in, by name', async () => {
    const target = support.personId;
    await addEntry({ action: 'person.signed_in', target, after: { method: 'passkey' } });
    const [entry] = await listed(`/operator/sign-ins?outcome=signed_in&who=${target}`);
    const who = { kind: 'person', id: target, name: expect.stringMatching(/./) };
    expect(entry).toMatchObject({ outcome: 'signed_in', method: 'passkey', isLocked: false, who });
  });

  it('shows calls that were refused because of who called', async () => {
    const ip = '203.0.113.78';
    const after = { code: 'insufficient_scope', count: 3 };
    await addEntry({ action: 'request.refused', target: 'adjustCredits', after, ip });
    expect(await listed(`/operator/refused-calls?ip=${ip}`)).toMatchObject([
      {
        operation: 'adjustCredits',
        code: 'insufficient_scope',
        count: 3,
        organizationName: 'Shop',
      },
    ]);
    expect(await listed(`/operator/refused-calls?ip=${ip}&code=forbidden`)).toEqual([]);
  });
});

describe('the findings', () => {
  const findings = async (locale = 'en'): Promise<Fields[]> =>
    (await call('GET', '/operator/findings', { headers: { locale } })).json().items;

  it('say since when and why the webhooks of a company fail, in two languages', async () => {
    const { organizationId, since, accountId } = await openFailing(store);
    const isOwn = (one: Fields) => one.organizationId === organizationId;
    const time = since.toISOString().slice(11, 16);
    const found = (await findings()).find(isOwn);
    expect(found).toMatchObject({
      ...{ kind: 'webhooks_failing', severity: 'notice', accountId, count: 1 },
      ...{ since: since.toISOString(), advice: expect.stringContaining('renew the certificate') },
    });
    expect(found?.text).toMatch(
      new RegExp(`^1 webhook of Shop has failed since .*${time} UTC: their certificate expired.$`),
    );
    expect((await findings('de')).find(isOwn)?.text).toContain('ihr Zertifikat ist abgelaufen');
  });

  it.each([
    ['The name shop.test is not known to the DNS.', 'their host name is not found in the DNS'],
    ['The server took longer than 10 s.', 'their server does not answer in time'],
    ['The server answered 500 (Internal Server Error); any 2xx is success.', 'reports an error'],
    ['The server answered 401 (Unauthorized); any 2xx is success.', 'forbids the call'],
    ['The server refuses connections on port 443.', 'does not accept connections'],
    ['Something else.', 'the last error says no more'],
  ])('say why for “%s”', async (error, words) => {
    const { organizationId } = await openFailing(store, { error });
    const found = (await findings()).find((one) => one.organizationId === organizationId);
    expect(found?.text).toContain(words);
  });

  it('put what is critical first, such as a missing worker and a ledger with findings', async () => {
    await store.db.run(sql`
      insert into book_audits (id, started_at, finished_at, findings_count, findings)
      values (${newId()}, now(), now(), 2, '[]'::jsonb)`);
    const found = await findings();
    const worst = found.filter(({ severity }) => severity === 'critical');
    expect(found.slice(0, worst.length)).toEqual(worst);
    expect(worst.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['worker_stopped', 'ledger_unbalanced']),
    );
    await store.db.run(sql`insert into job_runs (id, seen_at) values ('now', now())`);
    expect((await findings()).map(({ kind }) => kind)).not.toContain('worker_stopped');
  });

  it('tell of locked sign-ins and of calls that are refused again and again', async () => {
    const { organizationId } = await store.newAccount();
    const add = (action: string, target: string, after: object) =>
      store.db.run(sql`
        insert into audit_log (organization_id, id, actor_kind, actor_id, action, target, after,
          request_id)
        values (${organizationId}, ${newId()}, 'platform', 'platform', ${action}, ${target},
          ${JSON.stringify(after)}::jsonb, 'req-1')`);
    await add('person.sign_in_failed', newId(), { method: 'password', isLocked: true });
    await add('request.refused', 'adjustCredits', { code: 'forbidden', count: 49 });
    const own = async () =>
      (await findings())
        .filter((one) => one.organizationId === organizationId)
        .map(({ kind }) => kind);
    expect(await own()).toEqual(['sign_in_locked']);
    await add('request.refused', 'adjustCredits', { code: 'forbidden', count: 1 });
    expect(await own()).toEqual(['sign_in_locked', 'calls_refused']);
  });

  it('tell of failed jobs and mails', async () => {
    const kinds = (await findings()).map(({ kind }) => kind);
    expect(kinds).toContain('mails_failed');
    expect(kinds).toContain('jobs_late');
  });
});
