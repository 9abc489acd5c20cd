import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';
import { auditLog } from '../audit/index.ts';
import { checkPageHosts } from './check-page-hosts.ts';
import { createPageHosts, registerBrandingRoutes } from './index.ts';

const PATH = '/gigastore/branding';
const HOST = 'esim.acme.com';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The DNS of this file: texts by name. */
const dns = new Map<string, string[]>();
let isDnsAway = false;
let lookups: string[] = [];
async function readTextRecords(name: string): Promise<string[]> {
  lookups.push(name);
  if (isDnsAway) throw Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' });
  return dns.get(name) ?? [];
}

const store = await forThisFile(
  openSlice((app, parts) => {
    const pageHosts = createPageHosts(parts.db);
    const config = { publicUrl: 'https://store.example', mode: 'live' } as const;
    registerBrandingRoutes(app, { ...parts, config, pageHosts, readTextRecords });
  }),
  { hasBooks: false },
);

type Company = { account: TestAccount; call: Call; token: string };

async function newCompany(): Promise<Company> {
  const account = await store.newAccount();
  const call = await account.caller();
  const { pagesHostToken: token } = (await call('GET', PATH)).json();
  return { account, call, token };
}

const save = ({ call }: Company, body: object) => call('PUT', PATH, { body });
const publish = (...texts: string[]) => dns.set(`_gigastore.${HOST}`, texts);
const check = (realNow: Date) =>
  checkPageHosts({ db: store.db, auditLog, realNow, mode: 'live', readTextRecords });

beforeEach(async () => {
  dns.clear();
  isDnsAway = false;
  await store.db.run(sql`
    update brandings
    set pages_host = null, pages_host_missing_since = null`);
  lookups = [];
});

describe("a reseller's own host", () => {
  it('is refused until its DNS has the token of the company, and says which record it needs', async () => {
    const company = await newCompany();
    const body = { displayName: 'Acme', pagesHost: HOST };
    const refused = (await save(company, body)).json();
    expect(refused).toMatchObject({ code: 'invalid_request', errors: [{ path: '/pagesHost' }] });
    expect(refused.detail).toContain(`_gigastore.${HOST} with the value ${company.token}`);
    publish('v=spf1 -all', company.token);
    expect((await save(company, body)).json()).toMatchObject({
      pagesHost: HOST,
      pagesHostToken: company.token,
      pagesHostMissingSince: null,
    });
  });

  it('is not taken with the token of another company', async () => {
    const [owner, thief] = [await newCompany(), await newCompany()];
    publish(owner.token);
    expect(owner.token).not.toBe(thief.token);
    expect((await save(thief, { pagesHost: HOST })).statusCode).toBe(400);
    expect((await save(owner, { pagesHost: HOST })).statusCode).toBe(200);
  });

  it('is refused with its reason while its DNS does not answer', async () => {
    const company = await newCompany();
    isDnsAway = true;
    const refused = (await save(company, { pagesHost: HOST })).json();
    expect(refused.detail).toContain('its DNS did not answer');
    expect((await company.call('GET', PATH)).json().pagesHost).toBeNull();
  });

  it('needs no look-up when only something else changes', async () => {
    const company = await newCompany();
    publish(company.token);
    await save(company, { pagesHost: HOST });
    lookups = [];
    isDnsAway = true;
    const saved = await save(company, { pagesHost: HOST, displayName: 'Acme' });
    expect(saved.json()).toMatchObject({ pagesHost: HOST, displayName: 'Acme' });
    await save(company, { pagesHost: 'localhost' });
    expect(lookups).toEqual([]);
  });

  it('needs proof as .example too, except in a sandbox installation', async () => {
    const company = await newCompany();
    expect((await save(company, { pagesHost: 'esim.acme.example' })).statusCode).toBe(400);
    expect(lookups).toEqual(['_gigastore.esim.acme.example']);
  });
});

describe('the daily check', () => {
  it('notes a missing record, clears that when it is back, and asks nothing of a silent DNS', async () => {
    const company = await newCompany();
    const since = async () => (await company.call('GET', PATH)).json().pagesHostMissingSince;
    publish(company.token);
    await save(company, { pagesHost: HOST });
    const now = new Date('2027-01-03T05:11:00Z');
    expect(await check(now)).toBe(0);
    expect(await since()).toBeNull();
    publish();
    await check(now);
    await check(new Date(now.getTime() + DAY_MS));
    expect(await since()).toBe(now.toISOString());
    isDnsAway = true;
    expect(await check(new Date(now.getTime() + 30 * DAY_MS))).toBe(0);
    expect(await since()).toBe(now.toISOString());
    isDnsAway = false;
    publish(company.token);
    await check(now);
    expect(await since()).toBeNull();
  });

  it('takes a host away after a week, writes it down, and another company may prove it', async () => {
    const [before, after] = [await newCompany(), await newCompany()];
    publish(before.token);
    await save(before, { pagesHost: HOST, displayName: 'Before' });
    publish(after.token);
    const now = new Date();
    await check(now);
    expect((await save(after, { pagesHost: HOST })).statusCode).toBe(400);
    expect(await check(new Date(now.getTime() + 6 * DAY_MS))).toBe(0);
    expect(await check(new Date(now.getTime() + 7 * DAY_MS))).toBe(1);
    const left = (await before.call('GET', PATH)).json();
    expect(left).toMatchObject({ pagesHost: null, pagesHostMissingSince: null });
    expect(left.displayName).toBe('Before');
    const entry = await store.db.row(sql`
      select action, before, actor_name as by from audit_log
      where organization_id = ${before.account.organizationId}
      order by id desc limit 1`);
    expect(entry).toEqual({
      action: 'branding.pages_host_removed',
      before: { pagesHost: HOST },
      by: 'Check of DNS records',
    });
    expect((await save(after, { pagesHost: HOST })).statusCode).toBe(200);
  });

  it('is not needed by who saves again after the record is back', async () => {
    const company = await newCompany();
    publish(company.token);
    await save(company, { pagesHost: HOST });
    publish();
    await check(new Date());
    const kept = await save(company, { pagesHost: HOST, displayName: 'Acme' });
    expect(kept.json().pagesHostMissingSince).not.toBeNull();
    publish(company.token);
    expect((await save(company, { pagesHost: HOST })).json().pagesHostMissingSince).toBeNull();
  });
});
