import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../test/support/app.ts';
import { openBrowser } from '../../../../test/support/browser.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../../test/support/letters.ts';
import { PASSWORD, personOf } from '../../../../test/support/people.ts';
import { openReseller, purchase, type Reseller } from '../../../../test/support/resellers.ts';
import { loadPlans } from '../../../../test/support/shop.ts';
import { holdCredits } from '../../../money/credits/index.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call: operator } = await personOf(store, '', 'operator');

const pathOf = ({ organizationId }: Reseller) => `/operator/organizations/${organizationId}`;
const close = (reseller: Reseller, body: object = {}) =>
  operator('POST', `${pathOf(reseller)}/close`, { body: { reason: 'Unpaid', ...body } });

describe('closing a reseller as the platform', () => {
  it('says in numbers what ends', async () => {
    const reseller = await openReseller(store, 5_000n, 'live');
    await personOf(store, reseller.organizationId, 'owner');
    await purchase(reseller);
    const answer = await operator('GET', `${pathOf(reseller)}/closing`);
    expect(answer.json()).toMatchObject({
      availableCredits: { priceValue: 48 },
      heldCredits: { priceValue: 0 },
      ...{ usablePackages: 1, runningPurchases: 0, apiKeys: 1, members: 1, concerns: [] },
    });
  });

  it('ends keys, sales and sign-ins, and the packages of travellers keep working', async () => {
    const reseller = await openReseller(store);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const { iccid } = await reseller.sell();
    expect((await close(reseller)).json().closedAt).toMatch(/Z$/);

    const body = { inventoryItemId: reseller.items.worldwide };
    const sale = await reseller.call('POST', '/gigastore/activations/register', { body });
    expect(sale.json().code).toBe('invalid_token');
    expect((await owner.call('GET', '/auth/session')).json().code).toBe('invalid_token');
    const signIn = { email: owner.email, password: PASSWORD };
    const again = await openBrowser(store).post('/auth/sign-in', signIn);
    expect(again.json().code).toBe('forbidden');
    // What still had the account in memory is refused as the account is suspended.
    const other = await reseller.callerOf(await reseller.keyOf());
    const late = await other('POST', '/gigastore/activations/register', { body });
    expect(late.json().code).toBe('account_suspended');
    const esim = await other('GET', `/gigastore/esims/${iccid}`);
    expect(esim.json(), esim.body).toMatchObject({ suspendedAt: null });
    const path = `/gigastore/sandbox/esims/${iccid}`;
    for (const action of ['install', 'attach']) {
      const done = await other('POST', `${path}/${action}`, { body: { country: 'AT' } });
      expect(done.statusCode, done.body).toBe(200);
    }
    const used = await other('POST', `${path}/use`, { body: { bytes: 1_000, country: 'AT' } });
    expect(used.statusCode, used.body).toBe(200);
  });

  it('is in both audit logs, and its owner is told why', async () => {
    const reseller = await openReseller(store);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    await close(reseller);
    const { items } = (await operator('GET', '/gigastore/audit-log?limit=50')).json();
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'organization.closed',
        target: reseller.organizationId,
        after: expect.objectContaining({ reason: 'Unpaid' }),
      }),
    );
    const [mail] = await mailsTo(store, owner.email);
    expect(mail).toMatchObject({ kind: 'organization-closed' });
    expect(mail?.text).toContain('Unpaid');
    expect((await close(reseller)).json().code).toBe('invalid_state');
  });

  it('needs every concern to be accepted by name', async () => {
    const reseller = await openReseller(store, 5_000n, 'live');
    await store.db.transaction((tx) =>
      holdCredits(
        { db: tx, accountId: reseller.id, now: new Date() },
        { amountMinor: 100n, description: 'A pending sale' },
      ),
    );
    const { concerns } = (await operator('GET', `${pathOf(reseller)}/closing`)).json();
    expect(concerns).toEqual(['held_credits']);
    const refused = await close(reseller);
    expect(refused.json()).toMatchObject({ code: 'invalid_state' });
    expect(refused.json().detail).toContain('`held_credits`');
    expect((await reseller.call('GET', '/gigastore/credits')).statusCode).toBe(200);
    expect((await close(reseller, { accepted: concerns })).statusCode).toBe(200);
  });

  it('happens once, however many ask at once', async () => {
    const reseller = await openReseller(store);
    const answers = await Promise.all([close(reseller), close(reseller)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });
});

describe('editing a reseller', () => {
  it('changes the fields that are sent, tells the former address, and audits for both', async () => {
    const reseller = await openReseller(store);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const { email: former } = (await operator('GET', pathOf(reseller))).json();
    const email = `${reseller.organizationId}@new.test`;
    const change = { name: 'Renamed Travel', email, locale: 'de', timeZone: 'Europe/Vienna' };
    const answer = await operator('PUT', pathOf(reseller), { body: change });
    expect(answer.json(), answer.body).toMatchObject({ ...change, billingCountry: 'DE' });
    expect((await owner.call('GET', '/gigastore/organization')).json()).toMatchObject(change);
    const told = await mailsTo(store, former);
    expect(told.map(({ kind }) => kind)).toContain('organization-email');
    const { items } = (await owner.call('GET', '/gigastore/audit-log')).json();
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'organization.updated',
        after: expect.objectContaining({ name: 'Renamed Travel' }),
      }),
    );
  });

  it('changes the billing country where the VAT ID and the postal code fit it', async () => {
    const reseller = await openReseller(store);
    const path = pathOf(reseller);
    const wrong = await operator('PUT', path, { body: { billingCountry: 'AT' } });
    expect(wrong.json().errors[0]).toMatchObject({ path: '/billingCountry' });
    const manager = await reseller.callerFor('billing');
    const { vatId, vatIdCheck, vatIdCheckedAt, updatedAt, ...details } = (
      await manager('GET', '/gigastore/billing-details')
    ).json();
    expect(vatId).not.toBeNull();
    const given = Object.entries(details).filter(([, value]) => value !== null);
    const saved = await manager('PUT', '/gigastore/billing-details', {
      body: Object.fromEntries(given),
    });
    expect(saved.statusCode, saved.body).toBe(200);
    const changed = await operator('PUT', path, { body: { billingCountry: 'at' } });
    expect(changed.json(), changed.body).toMatchObject({ billingCountry: 'AT' });
  });

  it('refuses what is no name, address, time zone or country, and changes nothing', async () => {
    const reseller = await openReseller(store);
    const path = pathOf(reseller);
    const before = (await operator('GET', path)).json();
    const { organizationId } = await store.newAccount();
    for (const body of [{ name: ' ' }, { email: 'x' }, { timeZone: 'Mars' }]) {
      expect((await operator('PUT', path, { body })).json().code).toBe('invalid_request');
    }
    const none = { body: { name: 'Other', billingCountry: 'AT' } };
    const bare = `/operator/organizations/${organizationId}`;
    expect((await operator('PUT', bare, none)).json().code).toBe('invalid_request');
    expect((await operator('GET', bare)).json().name).not.toBe('Other');
    expect((await operator('GET', path)).json()).toEqual(before);
  });
});
