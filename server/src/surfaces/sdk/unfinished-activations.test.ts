import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { startReceiver } from '../../../test/support/receiver.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { APPROVAL, json, newUser, openActivatingApp } from '../../../test/support/sdk-users.ts';
import { loadPlans, openCounter } from '../../../test/support/shop.ts';
import { REGISTER_CUSTOMER_TASK, selectActivation } from '../../commerce/sdk-activations/index.ts';
import type { AccountMode } from '../../kernel/context.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import { createOutgoing, type OutgoingCall } from '../../platform/outgoing/outgoing.ts';
import { findKeyInUse } from '../../tenancy/sdk-apps/index.ts';
import { type ActivateParts, activateItem } from './activate-item.ts';
import { createSdkTasks } from './sdk-tasks.ts';
import { sellActivation } from './sell-activation.ts';
import { SELL_ACTIVATION_TASK } from './sell-activation-job.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);

const parts = {
  ...store.parts,
  mode: 'sandbox' as const,
  clock: Date.now,
  realNow: () => new Date(),
};
const tasks = createSdkTasks(parts);
const { signal } = new AbortController();
const crash = () => Promise.reject(new Error('The process ended.'));

/** An app of a new reseller, whose calls may run with other parts. */
async function openApp(mode: AccountMode = 'sandbox') {
  const own = await openReseller(store, undefined, mode);
  const app = await openActivatingApp(own);
  if (mode === 'live') {
    const operator = await own.callerFor('operate');
    await operator('POST', `/operator/sdk-apps/${app.appId}/approve`);
  }
  const key = await findKeyInUse(store.db, { key: app.key, realNow: new Date() });
  const { lane, idempotency } = store.parts;
  /** The same request as by HTTP. */
  const run = (request: ReturnType<typeof app.asked>, over: Partial<ActivateParts> = {}) => {
    const hashed = { method: 'POST', route: '/sdk/v1/activations', params: {}, body: request };
    const requestHash = idempotency.requestHash(hashed);
    const calling = { sell: lane.submit, remoteAddress: '127.0.0.1', inFlight: new Set<string>() };
    return activateItem({ ...parts, ...calling, ...over }, { ...request, key, requestHash });
  };
  const sellLeft = (id: string) =>
    tasks[SELL_ACTIVATION_TASK]?.({ accountId: own.id, id }, signal) ?? crash();
  const counts = () =>
    store.db.row(sql`
      select (select count(*)::int from activated_items where account_id = ${own.id}) as packages,
        (select count(*)::int from customers where account_id = ${own.id}) as customers`);
  return { ...app, own, run, sellLeft, counts };
}

describe('an activation whose process ended', () => {
  it('before the sale continues without asking again', async () => {
    const app = await openApp();
    const request = app.asked();
    await expect(app.run(request, { sell: crash })).rejects.toThrow('The process ended.');
    expect(await app.counts()).toEqual({ packages: 0, customers: 0 });
    const answer = await app.activate(request);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(app.receiver.received).toHaveLength(1);
    expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
  });

  it('after the sale is sold once, although idempotency keys are gone', async () => {
    const app = await openApp();
    const userToken = newUser();
    const [request, other] = [app.asked({ userToken }), app.asked({ userToken })];
    const sell: ActivateParts['sell'] = async (...sale) => {
      await store.parts.lane.submit(...sale);
      return crash();
    };
    await expect(app.run(request, { sell })).rejects.toThrow('The process ended.');
    await store.db.run(sql`delete from idempotency_keys where account_id = ${app.own.id}`);
    await app.sellLeft(request.activationId);
    const sold = await app.activate(request);
    expect(sold.statusCode, sold.body).toBe(200);
    expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
    expect((await app.activate(other)).json().customerUid).toBe(sold.json().customerUid);
    expect(app.receiver.received).toHaveLength(2);
    expect(await app.counts()).toEqual({ packages: 2, customers: 1 });
  });

  it('is sold by a job, once, and never while a call has it', async () => {
    const app = await openApp();
    const request = app.asked();
    await expect(app.run(request, { sell: crash })).rejects.toThrow();
    const lease = (until: string | null) =>
      store.db.run(sql`
        update sdk_activations
        set leased_until = now() + ${until}::interval
        where account_id = ${app.own.id}`);
    await lease('1 minute');
    await expect(app.sellLeft(request.activationId)).rejects.toThrow('A call sells');
    await lease('-1 minute');
    await Promise.allSettled([1, 2, 3].map(() => app.sellLeft(request.activationId)));
    await app.sellLeft(request.activationId);
    expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
    expect((await app.activate(request)).statusCode).toBe(200);
  });

  it('leaves a job that lets a refused one be asked about again', async () => {
    const app = await openApp();
    const request = app.asked();
    await expect(app.run(request, { sell: crash })).rejects.toThrow();
    await store.db.run(sql`
      update inventory_items set active = false where account_id = ${app.own.id}`);
    await app.sellLeft(request.activationId);
    expect((await app.activate(request)).json().code).toBe('inventory_item_inactive');
    expect(app.receiver.received).toHaveLength(2);
  });
});

it('1,000 calls in two processes ask once and sell one package', async () => {
  const app = await openApp();
  const request = app.asked();
  const processes = [new Set<string>(), new Set<string>()] as const;
  const calls = Array.from({ length: 1_000 }, (_, at) =>
    app.run(request, { inFlight: processes[at % 2 ? 0 : 1] }),
  );
  const outcomes = (await Promise.allSettled(calls)).map((call) =>
    call.status === 'fulfilled' ? call.value.state : call.reason.code,
  );
  expect(new Set(outcomes)).toEqual(new Set(['sold', 'idempotency_key_in_progress']));
  expect(app.receiver.received).toHaveLength(1);
  expect((await app.activate(request)).statusCode).toBe(200);
  expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
});

it('an activation in a live account sells', async () => {
  const app = await openApp('live');
  const body = { url: 'https://shop.example/hooks' };
  const set = await app.own.call('PUT', '/gigastore/webhooks/activation-request', { body });
  expect(set.statusCode, set.body).toBe(200);
  const calls = createOutgoing();
  onTestFinished(() => calls.close());
  // The address of the test's server takes the place of the public one.
  const here = { url: app.receiver.url, reach: { loopback: true } };
  const outgoing = { ...calls, post: (call: OutgoingCall) => calls.post({ ...call, ...here }) };
  expect(await app.run(app.asked(), { outgoing })).toMatchObject({ mode: 'live', state: 'sold' });
  expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
});

describe('an activation that is approved', () => {
  const approved = async () => {
    const app = await openApp();
    const request = app.asked();
    await expect(app.run(request, { sell: crash })).rejects.toThrow('The process ended.');
    return { ...app, request };
  };

  it('sells one package in two processes that have no lease', async () => {
    const app = await approved();
    const of = { accountId: app.own.id, id: app.request.activationId };
    const activation = await selectActivation(store.db, of);
    if (!activation) throw new Error('There is no activation.');
    const [here, there] = [store.parts.lane, openCounter(store.db).lane];
    const sales = Array.from({ length: 20 }, (_, at) =>
      sellActivation(
        { ...parts, sell: (at % 2 ? here : there).submit, remoteAddress: '::' },
        activation,
      ),
    );
    const packages = (await Promise.allSettled(sales)).map((sale) =>
      sale.status === 'fulfilled' ? sale.value.activatedItemId : sale.reason.code,
    );
    expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
    const known = packages.filter((one) => one !== 'idempotency_key_in_progress');
    expect(new Set(known).size).toBe(1);
  });

  it('sells nothing once its customer is erased', async () => {
    const app = await openApp();
    const userToken = newUser();
    const { customerUid } = (await app.activate(app.asked({ userToken }))).json();
    const request = app.asked({ userToken });
    await expect(app.run(request, { sell: crash })).rejects.toThrow();
    await app.own.call('DELETE', `/gigastore/activations/customers/${customerUid}`);
    await app.sellLeft(request.activationId);
    expect((await app.activate(request)).json().code).toBe('customer_deleted');
    expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
  });

  it('ends when its sandbox is reset, and is asked about anew', async () => {
    const app = await approved();
    await app.own.call('POST', '/gigastore/sandbox/reset');
    await app.sellLeft(app.request.activationId);
    expect(await app.counts()).toEqual({ packages: 0, customers: 0 });
    expect((await app.activate(app.request)).json().code).toBe('insufficient_credits');
    expect(app.receiver.received).toHaveLength(2);
  });
});

it('an activation during which its sandbox is reset sells nothing', async () => {
  const app = await openApp();
  const request = app.asked();
  app.receiver.answerWith((...to) => {
    void app.own.call('POST', '/gigastore/sandbox/reset').then(() => APPROVAL(...to));
  });
  expect((await app.activate(request)).json().code).toBe('idempotency_key_in_progress');
  expect(await app.counts()).toEqual({ packages: 0, customers: 0 });
});

it('a user who bought nothing for 30 days is deleted, unless a sale is approved', async () => {
  const app = await openApp();
  const [refused, left, fresh] = [app.asked(), app.asked(), app.asked()];
  app.receiver.answerWith(json({ returnCode: 'FAIL' }));
  await app.activate(refused);
  app.receiver.answerWith(APPROVAL);
  await expect(app.run(left, { sell: crash })).rejects.toThrow();
  await store.db.run(sql`
    update sdk_users set created_at = now() - interval '31 days' where account_id = ${app.own.id}`);
  await app.activate(fresh);
  const users = await store.db.rows<{ userToken: string }>(sql`
    select user_token as "userToken" from sdk_users where account_id = ${app.own.id}`);
  const kept = [left.userToken, fresh.userToken].sort();
  expect(users.map(({ userToken }) => userToken).sort()).toEqual(kept);
  await app.sellLeft(left.activationId);
  expect(await app.counts()).toEqual({ packages: 2, customers: 2 });
});

it('an activation that a silent server holds up is refused, and no other call asks', async () => {
  const app = await openApp();
  const request = app.asked();
  app.receiver.answerWith(() => {});
  const outgoing = createOutgoing({ timeoutMs: 300 });
  onTestFinished(() => outgoing.close());
  const first = app.run(request, { outgoing });
  const failed = expect(first).rejects.toThrow('did not approve');
  await app.receiver.arrived(1);
  const second = app.run(request, { outgoing }).catch((error: Refusal) => error.code);
  expect(await second).toBe('idempotency_key_in_progress');
  await failed;
  expect(app.receiver.received).toHaveLength(1);
});

describe('the first sale of a user', () => {
  const registration = async (answer = json({ email: 'ada@example.com' })) => {
    const app = await openApp();
    const receiver = await startReceiver({ answer });
    onTestFinished(() => receiver.close());
    const body = { url: receiver.url };
    await app.own.call('PUT', '/gigastore/webhooks/customer-registration', { body });
    return { app, receiver };
  };
  const jobOf = async ({ id }: { id: string }) => {
    const user = await store.db.row<{ userId: string }>(sql`
      select id as "userId" from sdk_users where account_id = ${id}`);
    return { accountId: id, userId: user?.userId };
  };

  it('tells the reseller’s server of the customer and keeps the address', async () => {
    const { app, receiver } = await registration();
    const request = app.asked();
    const { customerUid } = (await app.activate(request)).json();
    await tasks[REGISTER_CUSTOMER_TASK]?.(await jobOf(app.own), signal);
    expect(receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
      { userToken: request.userToken, customerUid },
    ]);
    const customer = await app.own.call('GET', `/gigastore/activations/customers/${customerUid}`);
    expect(customer.json().email ?? customer.json().customer?.email).toBe('ada@example.com');
  });

  it('tells it again after a wrong answer, and nobody without a webhook', async () => {
    const { app } = await registration(json({ email: 'nobody' }));
    await app.activate(app.asked());
    const job = await jobOf(app.own);
    const register = () => tasks[REGISTER_CUSTOMER_TASK]?.(job, signal) ?? crash();
    await expect(register()).rejects.toThrow('no valid email');
    await app.own.call('DELETE', '/gigastore/webhooks/customer-registration');
    await expect(register()).resolves.toBeUndefined();
  });
});
