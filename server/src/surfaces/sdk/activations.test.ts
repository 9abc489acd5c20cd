import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { auditEntries } from '../../../test/support/audit-entries.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import type { Answer } from '../../../test/support/receiver.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { iosApp } from '../../../test/support/sdk-apps.ts';
import {
  APPROVAL,
  json,
  newUser,
  openActivatingApp,
  switchActivationsOff,
} from '../../../test/support/sdk-users.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);

const countOf = async ({ id }: { id: string }) =>
  store.db.row(sql`
    select (select count(*)::int from activated_items where account_id = ${id}) as packages,
      (select count(*)::int from customers where account_id = ${id}) as customers`);

describe('an activation by an app', () => {
  it('asks the reseller’s server, sells one package and shows its eSIM', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own);
    const request = app.asked();
    const answer = await app.activate(request);
    expect(answer.statusCode, answer.body).toBe(200);
    const sold = answer.json();
    expect(sold).toMatchObject({
      activationId: request.activationId,
      items: [{ state: 'RELEASED', activationCode: expect.stringMatching(/^LPA:1\$/) }],
    });
    expect(app.receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
      {
        ...{ inventoryItemId: request.inventoryItemId, userToken: request.userToken },
        ...{ metaTag: 'order-1', activationId: request.activationId },
      },
    ]);
    const found = await store.db.row(sql`
      select sales_channel as channel, metatag, customer_id as "customerUid"
      from activated_items
      where account_id = ${own.id}
        and id = ${sold.activatedItemUid}`);
    expect(found).toEqual({
      ...{ channel: 'ANDROID_SDK', metatag: 'order-1', customerUid: sold.customerUid },
    });
    expect((await app.activate(request)).json()).toEqual(sold);
    expect(app.receiver.received).toHaveLength(1);
    expect((await app.profilesOf(request.userToken)).json()).toEqual({ items: sold.items });
    expect(await countOf(own)).toEqual({ packages: 1, customers: 1 });
    const actor = await store.db.row(sql`
      select actor_kind as kind, actor_name as name
      from ${auditEntries}
      where account_id = ${own.id}
        and action = 'package.sold'`);
    expect(actor).toEqual({ kind: 'platform', name: 'App Acme Travel' });
  });

  it('tops up the customer of a known user', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own);
    const userToken = newUser();
    const [first, second] = [
      (await app.activate(app.asked({ userToken }))).json(),
      (await app.activate(app.asked({ userToken }))).json(),
    ];
    expect(second.customerUid).toBe(first.customerUid);
    expect(second.activatedItemUid).not.toBe(first.activatedItemUid);
    expect(await countOf(own)).toEqual({ packages: 2, customers: 1 });
  });

  it('sells one package and asks once, however many calls have its ID', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own);
    const request = app.asked();
    const answers = await Promise.all(Array.from({ length: 50 }, () => app.activate(request)));
    const expected = [200, 'idempotency_key_in_progress'];
    for (const each of answers) expect(expected).toContain(each.json().code ?? each.statusCode);
    for (const { statusCode, headers } of answers) {
      if (statusCode !== 200) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await app.activate(request)).statusCode).toBe(200);
    expect(app.receiver.received).toHaveLength(1);
    expect(await countOf(own)).toEqual({ packages: 1, customers: 1 });
  });

  it('waits for a slow server', async () => {
    const own = await openReseller(store);
    const slow: Answer = (...to) => void setTimeout(() => APPROVAL(...to), 300);
    const app = await openActivatingApp(own, slow);
    expect((await app.activate(app.asked())).statusCode).toBe(200);
    expect(app.receiver.received).toHaveLength(1);
  });

  it('of an iOS app has the channel of its system', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own, APPROVAL, iosApp());
    const sold = (await app.activate(app.asked())).json();
    const path = `/gigastore/activations/activated-items/${sold.activatedItemUid}`;
    expect((await own.call('GET', path)).json()).toMatchObject({
      activatedItem: { salesChannel: 'iOS SDK' },
    });
  });

  it('in a live account needs an approved app', async () => {
    const live = await openReseller(store, undefined, 'live');
    const app = await openActivatingApp(live);
    const request = app.asked();
    expect((await app.activate(request)).json().code).toBe('forbidden');
    expect(app.receiver.received).toHaveLength(0);
    const operator = await reseller.callerFor('operate');
    await operator('POST', `/operator/sdk-apps/${app.appId}/approve`);
    // A live account calls no address on this machine.
    await live.call('DELETE', '/gigastore/webhooks/activation-request');
    expect((await app.activate(request)).json().code).toBe('approval_rejected');
  });

  it('makes one customer when two first ones of a user arrive together', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own);
    const userToken = newUser();
    const requests = [app.asked({ userToken }), app.asked({ userToken })];
    const answers = await Promise.all(requests.map(app.activate));
    for (const { statusCode, body } of answers) expect(statusCode, body).toBe(200);
    const customers = answers.map((answer) => answer.json().customerUid);
    expect(new Set(customers).size).toBe(1);
    expect(await countOf(own)).toEqual({ packages: 2, customers: 1 });
  });
});

describe('an activation that is not approved', () => {
  const noAnswer: Answer = (response) => void response.destroy();
  it.each<[string, Answer, string]>([
    ['refused', json({ returnCode: 'FAIL', returnMessage: 'No budget' }), 'No budget'],
    ['wrongly answered', json({ returnCode: 'YES' }), 'did not approve'],
    ['answered with an error', json({ returnCode: 'SUCCESS' }, 500), 'did not approve'],
    ['not answered', noAnswer, 'did not approve'],
  ])('because it is %s sells nothing, and may be repeated', async (_, answer, detail) => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own, answer);
    const request = app.asked();
    const refused = await app.activate(request);
    expect(refused.json()).toMatchObject({ status: 403, code: 'approval_rejected' });
    expect(refused.json().detail).toContain(detail);
    expect(await countOf(own)).toEqual({ packages: 0, customers: 0 });
    expect((await app.profilesOf(request.userToken)).json()).toEqual({ items: [] });
    app.receiver.answerWith(APPROVAL);
    expect((await app.activate(request)).statusCode).toBe(200);
    expect(await countOf(own)).toEqual({ packages: 1, customers: 1 });
  });

  it('without a webhook is refused', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own);
    await own.call('DELETE', '/gigastore/webhooks/activation-request');
    expect((await app.activate(app.asked())).json().code).toBe('approval_rejected');
  });
});

describe('an activation that cannot be sold', () => {
  it('is refused as a sale is, and asks again when it is repeated', async () => {
    const own = await openReseller(store, 0n);
    const app = await openActivatingApp(own);
    const missing = await app.activate(app.asked({ inventoryItemId: newId() }));
    expect(missing.json().code).toBe('inventory_item_not_found');
    const request = app.asked();
    expect((await app.activate(request)).json().code).toBe('insufficient_credits');
    expect((await app.activate(request)).json().code).toBe('insufficient_credits');
    expect(app.receiver.received).toHaveLength(3);
    expect(await countOf(own)).toEqual({ packages: 0, customers: 0 });
  });

  it('with an ID of another activation is refused', async () => {
    const app = await openActivatingApp(reseller);
    const request = app.asked();
    expect((await app.activate(request)).statusCode).toBe(200);
    for (const more of [{ userToken: newUser() }, { metaTag: 'order-2' }]) {
      const reused = await app.activate({ ...request, ...more });
      expect(reused.json().code).toBe('idempotency_key_reused');
    }
    expect(app.receiver.received).toHaveLength(1);
  });

  it('is refused for a token that can be guessed', async () => {
    const app = await openActivatingApp(reseller);
    const refused = await app.activate(app.asked({ userToken: 'user-42' }));
    expect(refused.json().code).toBe('invalid_request');
  });
});

describe('the calls for users', () => {
  it('are off until they are switched on for the app, and off again', async () => {
    const app = await openActivatingApp(reseller);
    const request = app.asked();
    expect((await app.activate(request)).statusCode).toBe(200);
    await switchActivationsOff(reseller, app.appId);
    const answers = [await app.activate(request), await app.profilesOf(request.userToken)];
    expect(answers.map((answer) => answer.json().code)).toEqual(['forbidden', 'forbidden']);
    const { items } = (await reseller.call('GET', '/gigastore/sdk/apps')).json();
    expect(items).toContainEqual(expect.objectContaining({ id: app.appId, activatesItems: false }));
  });

  it('erase a user with the customer', async () => {
    const own = await openReseller(store);
    const app = await openActivatingApp(own);
    const request = app.asked();
    const sold = (await app.activate(request)).json();
    const path = `/gigastore/activations/customers/${sold.customerUid}`;
    expect((await own.call('DELETE', path)).statusCode).toBeLessThan(300);
    expect((await app.profilesOf(request.userToken)).json()).toEqual({ items: [] });
    expect((await app.activate(request)).json()).toMatchObject({ items: [] });
    expect(await countOf(own)).toEqual({ packages: 1, customers: 1 });
    // The same token names a new user from now on.
    const { userToken } = request;
    const later = (await app.activate(app.asked({ userToken }))).json();
    expect(later.customerUid).not.toBe(sold.customerUid);
    expect((await app.profilesOf(userToken)).json().items).toHaveLength(1);
  });

  it('name no user of another account', async () => {
    const app = await openActivatingApp(reseller);
    const request = app.asked();
    await app.activate(request);
    const other = await openActivatingApp(await openReseller(store));
    expect((await other.profilesOf(request.userToken)).json()).toEqual({ items: [] });
  });
});
