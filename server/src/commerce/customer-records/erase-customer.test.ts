import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
  topUp,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { createMailTask, type Post } from '../../messaging/mail/index.ts';
import { sql } from '../../platform/db/database.ts';
import { createLog } from '../../platform/log/log.ts';
import { registerInstallationMailRoute } from '../installation-mails/index.ts';
import { registerCustomerRoutes } from './index.ts';

const CUSTOMERS = '/gigastore/activations/customers';
const PERSONAL = { customerEmail: 'anna@example.com', userIp: '203.0.113.7', userCountry: 'AT' };

let shop: Shop;
let call: Call;

const slice = await forThisFile(
  openSlice((app, parts) => {
    registerCustomerRoutes(app, { ...parts, links: LINKS });
    registerInstallationMailRoute(app, { ...parts, links: LINKS });
  }),
);
await loadPlans(slice.db);

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller();
});

async function register(over: object = {}, key?: string) {
  const { sold } = await sell(shop, registration(shop, { ...PERSONAL, ...over }), key);
  return sold;
}

/** Returns every text in the account's rows, in all tables. */
async function everything(): Promise<string> {
  const { accountId } = shop.ctx;
  const tables = await slice.db.rows<{ text: string }>(sql`
    select row_to_json(customers)::text as text from customers where account_id = ${accountId}
    union all
    select row_to_json(activated_items)::text from activated_items where account_id = ${accountId}
    union all
    select row_to_json(idempotency_keys)::text from idempotency_keys
    where account_id = ${accountId}
    union all
    select row_to_json(events)::text from events where account_id = ${accountId}`);
  return tables.map(({ text }) => text).join('\n');
}

describe('erasing a customer', () => {
  it('leaves nothing personal anywhere, and the packages where they are', async () => {
    const { customer, activatedItem, esimProfile } = await register({}, newId());
    const path = `${CUSTOMERS}/${customer.uid}`;
    const body = { countryOfResidence: 'AT', customerEmail: 'anna2@example.com' };
    await call('PUT', path, { body, headers: { 'Idempotency-Key': newId() } });
    expect(await everything()).toContain('anna@example.com');
    expect(await everything()).toContain('anna2@example.com');

    const answer = await call('DELETE', path);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    const left = await everything();
    for (const personal of ['anna', '203.0.113.7', '"AT"', '\\"AT\\"']) {
      expect(left).not.toContain(personal);
    }
    const entry = (await call('GET', `${path}?only_active_profiles=false`)).json();
    expect(entry.customer).toEqual({
      ...customer,
      email: null,
      countryOfResidence: null,
      erasedAt: expect.any(String),
    });
    expect(entry.activatedItems).toEqual([activatedItem]);
    expect(entry.relatedEsims).toEqual([{ ...esimProfile, active: false }]);
    expect((await call('GET', path)).json().relatedEsims).toEqual([]);
  });

  it('makes further sales and changes to it refused', async () => {
    const { customer } = await register();
    await call('DELETE', `${CUSTOMERS}/${customer.uid}`);
    const change = await call('PUT', `${CUSTOMERS}/${customer.uid}`, {
      body: { customerEmail: 'again@example.com' },
    });
    expect([change.statusCode, change.json().code]).toEqual([409, 'customer_deleted']);
    expect((await sell(shop, topUp(shop, customer.uid))).refused).toBe('customer_deleted');
  });

  it('answers the same a second time, and changes nothing then', async () => {
    const { customer } = await register();
    const path = `${CUSTOMERS}/${customer.uid}`;
    await call('DELETE', path);
    const first = (await call('GET', path)).json();
    const again = await Promise.all([call('DELETE', path), call('DELETE', path)]);
    expect(again.map(({ statusCode }) => statusCode)).toEqual([204, 204]);
    expect((await call('GET', path)).json()).toEqual(first);
  });

  it('never lets a repeated sale sell twice', async () => {
    const key = newId();
    const request = registration(shop, PERSONAL);
    const { sold } = await sell(shop, request, key);
    await call('DELETE', `${CUSTOMERS}/${sold.customer.uid}`);
    const replay = await sell(shop, request, key);
    expect(replay.isReplay).toBe(true);
    expect(replay.sold).toEqual({ ...sold, customer: { ...sold.customer, email: null } });
    expect((await call('GET', CUSTOMERS)).json().totalCount).toBe(1);
  });

  it('leaves other customers as they were', async () => {
    const { customer } = await register();
    const neighbour = (await register()).customer;
    await call('DELETE', `${CUSTOMERS}/${customer.uid}`);
    expect((await call('GET', `${CUSTOMERS}/${neighbour.uid}`)).json()).toMatchObject({
      customer: neighbour,
      relatedEsims: [{ active: true }],
    });
  });

  it('leaves nothing personal behind a sale that happens at the same time', async () => {
    const { customer } = await register();
    const request = topUp(shop, customer.uid, { userIp: '203.0.113.7', userCountry: 'AT' });
    await Promise.all([
      ...Array.from({ length: 10 }, () => sell(shop, request, newId())),
      call('DELETE', `${CUSTOMERS}/${customer.uid}`),
      ...Array.from({ length: 10 }, () => sell(shop, request, newId())),
    ]);
    const left = await everything();
    for (const personal of ['anna', '203.0.113.7']) expect(left).not.toContain(personal);
  });

  it('ends installation mails that wait, and forgets those that were sent', async () => {
    const mail = (iccid: string, body: object = {}) =>
      call('POST', `/gigastore/esim/${iccid}/send-installation`, { body });
    const anna = await register();
    const bob = await register({ customerEmail: 'bob@example.com' });
    await mail(anna.esimProfile.iccid);
    await mail(anna.esimProfile.iccid, { email: 'friend@example.com' });
    await mail(bob.esimProfile.iccid);
    await slice.db.run(sql`
      update mails set sent_at = now(), next_attempt_at = null
      where recipient = 'friend@example.com'`);
    await call('DELETE', `${CUSTOMERS}/${anna.customer.uid}`);

    const kept = await slice.db.rows(sql`
      select recipient, text is null as "isErased", next_attempt_at is not null as "isWaiting",
        sent_at is not null as "isSent"
      from mails
      where organization_id = ${shop.ctx.organizationId}
      order by id`);
    expect(kept).toEqual([
      { recipient: null, isErased: true, isWaiting: false, isSent: false },
      { recipient: null, isErased: true, isWaiting: false, isSent: true },
      { recipient: 'bob@example.com', isErased: false, isWaiting: true, isSent: false },
    ]);
    const delivered: string[] = [];
    const post: Post = {
      async send({ recipient }) {
        delivered.push(recipient);
        return { state: 'sent' };
      },
    };
    const parts = { db: slice.db, log: createLog('silent'), isProvedAddress: async () => true };
    await createMailTask({ ...parts, post })({}, new AbortController().signal);
    expect(delivered).toEqual(['bob@example.com']);
    expect((await mail(anna.esimProfile.iccid)).json().code).toBe('customer_deleted');
  });
});
