import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const CUSTOMERS = '/gigastore/activations/customers';
/** Of the customer of each test alone, so that it is found where that one left it. */
let personal: { email: string; secondEmail: string; ip: string };
let count = 0;

let reseller: Reseller;
const store = await forThisFile(openStore());
await loadPlans(store.db);

beforeEach(async () => {
  reseller = await openReseller(store);
  count += 1;
  const email = `anna-${count}.traveller@example.com`;
  personal = { email, secondEmail: `second-${email}`, ip: `2001:db8::${count}f` };
});

const keyed = (body: object = {}) => ({ body, headers: { 'Idempotency-Key': newId() } });

/** A customer with everything that a customer can have, each call with a key that is kept. */
async function openCustomer() {
  const { call, items } = reseller;
  const where = { userIp: personal.ip, userCountry: 'AT', inventoryItemId: items.worldwide };
  const sale = await call(
    'POST',
    '/gigastore/activations/register',
    keyed({ ...where, customerEmail: personal.email }),
  );
  const { customer, esimProfile, activatedItem } = sale.json();
  const uid = String(customer.uid);
  const iccid = String(esimProfile.iccid);
  const change = { customerEmail: personal.secondEmail, countryOfResidence: 'DE' };
  await call('PUT', `${CUSTOMERS}/${uid}`, keyed(change));
  const topUp = { ...where, customerUid: uid };
  const second = await call('POST', '/gigastore/activations/top-up', keyed(topUp));
  const path = `/gigastore/activations/activated-items/${second.json().activatedItem.uid}/refund`;
  expect((await call('POST', path, keyed({ reason: 'Not needed' }))).statusCode).toBe(200);
  const device = `/gigastore/sandbox/esims/${iccid}`;
  await call('POST', `${device}/install`, keyed());
  await call('POST', `${device}/attach`, keyed({ country: 'AT', mcc: '232', mnc: '01' }));
  await call('POST', `${device}/use`, keyed({ bytes: 1000 }));
  await call('POST', `${device}/use`, keyed({ bytes: 500 }));
  return { uid, iccid, itemUid: String(activatedItem.uid) };
}

/** Returns the tables that contain a text in any column. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await store.db.rows<{ name: string; found: boolean }>(sql`
    select table_name as name, query_to_xml(
      format('select 1 from %I.%I as t where position(%L in lower(t::text)) > 0 limit 1',
        table_schema, table_name, ${text.toLowerCase()}::text),
      true, true, '')::text like '%<row%' as found
    from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema')
      and table_type = 'BASE TABLE'`);
  expect(tables.length).toBeGreaterThan(30);
  return tables.filter(({ found }) => found).map(({ name }) => name);
}

describe('the export of a customer', () => {
  it('has all that is held about it', async () => {
    const { uid, iccid, itemUid } = await openCustomer();
    await reseller.sell();
    await store.db.run(sql`
      update customers set language = 'fr', unsubscribed_at = '2027-01-02T03:04:05Z'
      where id = ${uid}`);
    const answer = await reseller.call('GET', `${CUSTOMERS}/${uid}/personal-data`);
    expect(answer.statusCode, answer.body).toBe(200);
    const held = answer.json();
    expect(held).toMatchObject({
      customer: { uid, email: personal.secondEmail, countryOfResidence: 'DE' },
      ...{ language: 'fr', unsubscribedAt: '2027-01-02T03:04:05.000Z' },
      relatedEsims: [{ iccid, installCount: 1 }],
      networkSessions: [{ iccid, country: 'AT', mcc: '232', mnc: '01', closedAt: null }],
      usage: [{ iccid, country: 'AT', bytes: 1500, records: 2 }],
    });
    expect(held.purchases).toHaveLength(2);
    const { clientId } = reseller.key;
    expect(held.purchases[0]).toEqual({
      ...{ activatedItemUid: itemUid, userIp: personal.ip, userCountry: 'AT', clientId },
    });
    // Kept before the email changed, so it still names the first.
    expect(held.keptAnswers).toHaveLength(4);
    expect(held.keptAnswers[0].body.customer.email).toBe(personal.email);
    expect(held.changes.map(({ action }: { action: string }) => action)).toEqual([
      'package.sold',
      'customer.updated',
      'package.sold',
      'package.refunded',
      'sandbox.esim.install',
      'sandbox.esim.attach',
      'sandbox.esim.use',
      'sandbox.esim.use',
    ]);
  });

  it('is of a customer of the account', async () => {
    const { customerUid } = await reseller.sell();
    const stranger = await openReseller(store);
    const answer = await stranger.call('GET', `${CUSTOMERS}/${customerUid}/personal-data`);
    expect(answer.json().code).toBe('customer_not_found');
  });

  it('is not for a key that only sells', async () => {
    const { customerUid } = await reseller.sell();
    const seller = await reseller.caller('sell');
    const answer = await seller('GET', `${CUSTOMERS}/${customerUid}/personal-data`);
    expect(answer.json().code).toBe('insufficient_scope');
  });
});

describe('erasing a customer', () => {
  it('leaves its emails and its address in no table of the database', async () => {
    const { uid } = await openCustomer();
    for (const text of Object.values(personal)) expect(await tablesWith(text)).not.toEqual([]);
    const erased = await reseller.call('DELETE', `${CUSTOMERS}/${uid}`, keyed());
    expect(erased.statusCode).toBe(204);

    for (const text of Object.values(personal)) expect(await tablesWith(text)).toEqual([]);
    const held = (await reseller.call('GET', `${CUSTOMERS}/${uid}/personal-data`)).json();
    expect(held.customer).toMatchObject({ email: null, countryOfResidence: null });
    expect(held.purchases[0]).toMatchObject({ userIp: null, userCountry: null });
    expect(held.keptAnswers).toEqual([]);
  });
});
