import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf, type TestPerson } from '../../../test/support/people.ts';
import { newCard, openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { totp } from '../../../test/support/totp.ts';
import { sql } from '../../platform/db/database.ts';

const PATH = '/gigastore/organization/closing';
const CONFIRM = '/auth/close-organization';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call: operator } = await personOf(store, '', 'operator');

type Company = { reseller: Reseller; owner: TestPerson; name: string };

async function openCompany(): Promise<Company> {
  const reseller = await openReseller(store);
  const owner = await personOf(store, reseller.organizationId, 'owner');
  const { name } = (await owner.call('GET', '/gigastore/organization')).json();
  return { reseller, owner, name };
}

const confirm = ({ owner, name }: Company, proof: object = { password: PASSWORD }) =>
  owner.call('POST', CONFIRM, { body: { companyName: name, ...proof } });

async function close(company: Company): Promise<void> {
  await company.owner.call('POST', PATH);
  expect((await confirm(company)).statusCode).toBe(204);
}

describe('closing a company', () => {
  it('shows the conditions, and waits for the confirmation', async () => {
    const { owner, reseller } = await openCompany();
    const conditions = {
      availableCredits: { sortIndex: 0, priceValue: 0, currencyCode: 'USD' },
      heldCredits: { sortIndex: 0, priceValue: 0, currencyCode: 'USD' },
      prepaidUnits: 0,
      usablePackages: 0,
      runningPurchases: 0,
      blockers: [],
    };
    expect((await owner.call('GET', PATH)).json()).toEqual({
      requestedAt: null,
      expiresAt: null,
      ...conditions,
    });
    const requested = (await owner.call('POST', PATH)).json();
    expect(requested).toMatchObject(conditions);
    expect(Date.parse(requested.expiresAt) - Date.parse(requested.requestedAt)).toBe(86_400_000);
    expect((await reseller.call('GET', '/gigastore/credits')).statusCode).toBe(200);
    const { items } = (await owner.call('GET', '/gigastore/audit-log')).json();
    expect(items[0].action).toBe('organization.closing_requested');
  });

  it('ends sales, sign-ins and keys, and keeps the data for the platform', async () => {
    const company = await openCompany();
    const { owner, reseller } = company;
    const colleague = await personOf(store, owner.organizationId, 'support');
    await reseller.sell();
    await close(company);

    expect((await reseller.call('GET', '/gigastore/credits')).json().code).toBe('invalid_token');
    for (const person of [owner, colleague]) {
      expect((await person.call('GET', '/auth/session')).json().code).toBe('invalid_token');
      const browser = openBrowser(store);
      const signIn = { email: person.email, password: PASSWORD };
      expect((await browser.post('/auth/sign-in', signIn)).json().code).toBe('forbidden');
    }
    const { accounts, ...shown } = (
      await operator('GET', `/operator/organizations/${owner.organizationId}`)
    ).json();
    expect(shown.closedAt).toMatch(/Z$/);
    expect(accounts.every((each: { suspendedAt: string }) => each.suspendedAt)).toBe(true);
    const row = await store.db.row<{ packages: number }>(sql`
      select count(*)::int as packages
      from activated_items
      where account_id = ${reseller.id}`);
    expect(row).toEqual({ packages: 1 });
    const ids = (await operator('GET', '/operator/organizations?closed=true'))
      .json()
      .items.map(({ id }: { id: string }) => id);
    expect(ids).toContain(owner.organizationId);
  });

  it('is told to every owner and to the platform by mail', async () => {
    const company = await openCompany();
    const second = await personOf(store, company.owner.organizationId, 'owner');
    const viewer = await personOf(store, company.owner.organizationId, 'viewer');
    await close(company);
    const kindsTo = async (address: string) =>
      (await mailsTo(store, address)).map(({ kind }) => kind);
    expect(await kindsTo(company.owner.email)).toContain('organization-closed');
    expect(await kindsTo(second.email)).toContain('organization-closed');
    expect(await kindsTo(viewer.email)).toEqual([]);
    expect(await kindsTo('operator@platform.test')).toContain('organization-closed');
  });

  it('cannot be undone by ending the suspension of an account', async () => {
    const company = await openCompany();
    await close(company);
    const path = `/operator/accounts/${company.reseller.id}/resume`;
    const refused = await operator('POST', path, { body: { reason: 'Please' } });
    expect(refused.json().code).toBe('invalid_state');
  });

  it('needs a request of the last 24 hours', async () => {
    const company = await openCompany();
    expect((await confirm(company)).json().code).toBe('invalid_state');
    await company.owner.call('POST', PATH);
    await store.db.run(sql`
      update organizations
      set closing_requested_at = closing_requested_at - interval '25 hours'
      where id = ${company.owner.organizationId}`);
    expect((await confirm(company)).json().code).toBe('invalid_state');
  });

  it('needs the name of the company, and the password or a code', async () => {
    const company = await openCompany();
    await company.owner.call('POST', PATH);
    const wrongName = await confirm({ ...company, name: 'Somebody else' });
    expect(wrongName.json().errors[0].path).toBe('/companyName');
    expect((await confirm(company, {})).json().errors[0].path).toBe('/code');
    const wrong = await confirm(company, { password: 'not the password' });
    expect(wrong.json().code).toBe('sign_in_failed');
    expect((await company.owner.call('GET', '/auth/session')).statusCode).toBe(200);
  });

  it('takes a code of the second factor in place of the password', async () => {
    const company = await openCompany();
    const { owner } = company;
    const body = { password: PASSWORD };
    const { totpUri } = (await owner.call('POST', '/auth/two-factor/set-up', { body })).json();
    const code = totp(totpUri);
    await owner.call('POST', '/auth/two-factor/confirm', { body: { code } });
    await owner.call('POST', PATH);
    expect((await confirm(company, { code })).json().code).toBe('sign_in_failed');
    const next = totp(totpUri, Date.now() + 30_000);
    expect((await confirm(company, { code: next })).statusCode).toBe(204);
  });

  it('is for owners of resellers', async () => {
    const { reseller, owner, name } = await openCompany();
    await owner.call('POST', PATH);
    const developer = await personOf(store, reseller.organizationId, 'developer');
    expect((await developer.call('POST', PATH)).json().code).toBe('insufficient_scope');
    const refused = await confirm({ reseller, owner: developer, name });
    expect(refused.json().code).toBe('forbidden');
    expect((await operator('POST', PATH)).json().code).toBe('forbidden');
  });

  it('waits while the company owes credits', async () => {
    const company = await openCompany();
    const { owner, reseller } = company;
    const live = await store.db.row<{ id: string }>(sql`
      select id
      from accounts
      where organization_id = ${owner.organizationId}
        and mode = 'live'`);
    await store.db.run(sql`update accounts set owes_since = now() where id = ${live?.id ?? ''}`);
    expect((await owner.call('POST', PATH)).json().blockers).toEqual(['owed_credits']);
    const refused = await confirm(company);
    expect(refused.json()).toMatchObject({ code: 'invalid_state' });
    expect(refused.json().detail).toContain('Your account owes credits');
    await store.db.run(sql`update accounts set owes_since = null where id = ${live?.id ?? ''}`);
    expect((await confirm(company)).statusCode).toBe(204);
    expect((await reseller.call('GET', '/gigastore/credits')).json().code).toBe('invalid_token');
  });

  it('waits for a purchase of credits, and while a payment is disputed', async () => {
    const reseller = await openReseller(store, 0n, 'live');
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const { name } = (await owner.call('GET', '/gigastore/organization')).json();
    const company = { reseller, owner, name };
    const blockers = async () => (await owner.call('POST', PATH)).json().blockers;
    const buy = await reseller.callerFor('billing');
    const amount = { priceValue: 50, currencyCode: 'USD' };
    const body = { amount, method: 'bank_transfer' };
    const bought = await buy('POST', '/gigastore/credits/purchases', { body });
    expect(bought.statusCode, bought.body).toBeLessThan(300);
    const { id } = bought.json();
    expect(await blockers()).toEqual(['running_purchases']);
    expect((await confirm(company)).json().detail).toContain('is not finished');
    await buy('POST', `/gigastore/credits/purchases/${id}/cancel`);

    await store.db.run(sql`
      insert into disputes (account_id, purchase_id, token, status, disputed_minor,
        credits_minor, opened_at)
      values (${reseller.liveAccountId}, ${id}, ${`dp_${id}`}, 'open', 5000, 5000, now())`);
    expect(await blockers()).toEqual(['open_disputes']);
    expect((await confirm(company)).json().detail).toContain('is disputed');
    await store.db.run(sql`
      update disputes set status = 'won', closed_at = now()
      where account_id = ${reseller.liveAccountId}`);
    expect(await blockers()).toEqual([]);
    expect((await confirm(company)).statusCode).toBe(204);
  });

  it('ends the automatic top-up, which buys nothing any more', async () => {
    const company = await openCompany();
    const { reseller } = company;
    const billing = await reseller.callerFor('billing');
    const paymentMethodId = await newCard({ call: billing });
    const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });
    const body = { enabled: true, threshold: usd(10), amount: usd(50), paymentMethodId };
    const set = await billing('PUT', '/gigastore/credits/auto-top-up', { body });
    expect(set.json(), set.body).toMatchObject({ enabled: true });
    await close(company);
    const kept = await store.db.row(sql`
      select enabled, off_reason as "offReason"
      from auto_top_ups
      where account_id = ${reseller.id}`);
    expect(kept).toEqual({ enabled: false, offReason: 'organization_closed' });
  });

  it('happens once when two owners confirm it at the same time', async () => {
    const company = await openCompany();
    await company.owner.call('POST', PATH);
    const second = await personOf(store, company.owner.organizationId, 'owner');
    const answers = await Promise.all([confirm(company), confirm({ ...company, owner: second })]);
    const closed = answers.filter(({ statusCode }) => statusCode === 204);
    expect(closed).toHaveLength(1);
  });
});
