import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { newSmdp } from '../../../test/support/smdps.ts';
import { registerNoteRoutes } from '../../commerce/customers/index.ts';
import { registerInstallationMailRoute } from '../../commerce/installation-mails/index.ts';
import { registerRefundRoutes } from '../../commerce/refunds/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { registerTimelineRoute } from './index.ts';

const slice = await forThisFile(
  openSlice((app, parts) => {
    registerTimelineRoute(app, parts);
    registerNoteRoutes(app, parts);
    registerInstallationMailRoute(app, { ...parts, links: LINKS });
    registerRefundRoutes(app, { ...parts, links: LINKS });
  }),
);
await loadPlans(slice.db);

let account: TestAccount;
let shop: Shop;
let call: Call;

beforeEach(async () => {
  account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller();
});

async function register(over: object = {}) {
  const { sold } = await sell(shop, registration(shop, over));
  return {
    customer: sold.customer.uid as string,
    uid: sold.activatedItem.uid as string,
    esim: sold.esimProfile as { uid: string; iccid: string },
  };
}

type Entry = { at: string; kind: string; id: string; actor: object | null; data: object };

async function timeline(customer: string, query = ''): Promise<Entry[]> {
  const answer = await call('GET', `/gigastore/customers/${customer}/timeline${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
}

/** Everything that can be on a timeline happens once. */
async function happen() {
  const { customer, uid, esim } = await register({ customerEmail: 'anna@example.com' });
  const { accountId } = shop.ctx;
  await call('POST', `/gigastore/customers/${customer}/notes`, { body: { text: 'Called.' } });
  await call('PUT', `/gigastore/customers/${customer}/tags`, { body: { tags: ['vip'] } });
  await call('POST', `/gigastore/esim/${esim.iccid}/send-installation`, { body: {} });
  await call('POST', `/gigastore/activations/activated-items/${uid}/refund`);
  await slice.db.run(sql`
    insert into usage_records (account_id, carrier, record_id, esim_profile_id, activated_item_id,
      bytes, country, started_at, ended_at)
    values (${accountId}, 'sandbox', ${newId()}, ${esim.uid}, null, 7, 'AT', now(), now())`);
  await slice.db.run(sql`
    insert into network_sessions (account_id, id, esim_profile_id, country, opened_at)
    values (${accountId}, ${newId()}, ${esim.uid}, 'AT', now())`);
  await slice.db.run(sql`
    with owned as (
      insert into ticket_owners (number, account_id)
      values (${Date.now() % 1_000_000_000}, ${accountId})
      returning number
    )
    insert into tickets (account_id, id, number, subject, status, iccid, author_locale, created_at,
      updated_at)
    select ${accountId}, ${newId()}, number, 'No network', 'open', ${esim.iccid}, 'en', now(), now()
    from owned`);
  await slice.db.run(sql`
    insert into webhook_deliveries (account_id, id, event, url, status, order_key, body, created_at)
    values (${accountId}, ${newId()}, 'esim-status', 'https://shop.test', 'delivered',
      ${esim.iccid}, '{}', now())`);
  const record = (type: string, body: object) =>
    slice.db.run(sql`
      with next as (
        update event_sequences set last_sequence = last_sequence + 1
        where account_id = ${accountId} returning last_sequence
      )
      insert into events (account_id, sequence, id, type, body, created_at)
      select ${accountId}, last_sequence, ${newId()}, ${type}, ${JSON.stringify(body)}::jsonb, now()
      from next`);
  await record('esim.status_changed', { iccid: esim.iccid, profileState: 'INSTALLED' });
  await record('esim.replaced', { uid: customer, iccid: esim.iccid });
  await record('balance.low', { uid: customer, iccid: esim.iccid, balanceAmountInByte: 1 });
  return { customer, uid, esim };
}

describe('the timeline of a customer', () => {
  it('shows a change in a sandbox by the clock of the account', async () => {
    const ahead = await slice.newAccount();
    const days10 = 10 * 24 * 3_600_000;
    await slice.db.run(sql`
      update accounts set clock_offset_ms = ${days10} where id = ${ahead.id}`);
    const theirs = await addCreditsAndItems(slice.db, ahead);
    const { sold } = await sell(theirs, registration(theirs));
    const callAhead = await ahead.caller();
    const path = `/gigastore/customers/${sold.customer.uid}`;
    await callAhead('PUT', `${path}/tags`, { body: { tags: ['vip'] } });
    const { items } = (await callAhead('GET', `${path}/timeline?kind=change`)).json();
    expect(items).toHaveLength(1);
    expect(Date.parse(items[0].at)).toBeGreaterThan(Date.now() + days10 - 60_000);
  });

  it('has one entry of each kind that happened, the newest first, with who did it', async () => {
    const { customer, uid } = await happen();
    const entries = await timeline(customer, '?limit=200');
    expect(entries.map(({ kind }) => kind).sort()).toEqual([
      'activation',
      'alert',
      'change',
      'installation',
      'mail',
      'network',
      'note',
      'purchase',
      'refund',
      'replacement',
      'ticket',
      'usage',
      'webhook',
    ]);
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().reverse());
    const of = (wanted: string) => entries.find(({ kind }) => kind === wanted);
    expect(of('refund')).toMatchObject({ id: uid, actor: { kind: 'api_key' } });
    expect(of('note')).toMatchObject({ data: { text: 'Called.' }, actor: { kind: 'api_key' } });
    expect(of('change')).toMatchObject({ data: { action: 'customer.tagged' } });
    expect(of('alert')).toMatchObject({ data: { type: 'balance.low' } });
  });

  it('shows what an SM-DP+ reports of a download, with the reason of a failure', async () => {
    const { customer, esim } = await register();
    const smdp = await newSmdp(slice.db);
    await slice.db.run(sql`
      insert into download_notices (iccid, id, smdp, point, status, detail, occurred_at,
        received_at)
      values (${esim.iccid}, 'a', ${smdp}, '4', 'Failed', '8.1/4.8 eUICC: not enough memory', now(),
        now())`);
    expect(await timeline(customer, '?kind=installation')).toMatchObject([
      {
        id: 'a',
        data: { type: 'download.reported', point: '4', detail: '8.1/4.8 eUICC: not enough memory' },
      },
    ]);
  });

  it('is filtered by kind and read in pages', async () => {
    const { customer } = await happen();
    const some = await timeline(customer, '?kind=note,refund');
    expect(some.map(({ kind }) => kind).sort()).toEqual(['note', 'refund']);
    const whole = await timeline(customer, '?limit=200');
    const paged: Entry[] = [];
    let after: string | null = null;
    do {
      const query: string = after === null ? '?limit=4' : `?limit=4&after=${after}`;
      const path = `/gigastore/customers/${customer}/timeline${query}`;
      const { items, nextCursor } = (await call('GET', path)).json();
      paged.push(...items);
      after = nextCursor;
    } while (after !== null);
    expect(paged).toEqual(whole);
  });

  it('is refused for unknown kinds, cursors and customers, and of other accounts', async () => {
    const { customer } = await register();
    const path = `/gigastore/customers/${customer}/timeline`;
    for (const query of ['kind=gossip', 'kind=note,gossip', 'after=x', 'limit=0']) {
      expect((await call('GET', `${path}?${query}`)).json().code, query).toBe('invalid_request');
    }
    const stranger = await (await slice.newAccount()).caller();
    expect((await stranger('GET', path)).json().code).toBe('customer_not_found');
  });
});
