import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { startReceiver } from '../../../test/support/receiver.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { json, newUser, openActivatingApp } from '../../../test/support/sdk-users.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { findKeyInUse } from '../../tenancy/sdk-apps/index.ts';
import { type ActivateParts, activateItem } from './activate-item.ts';
import { REGISTER_CUSTOMER_TASK } from './register-customer-job.ts';
import { createSdkTasks } from './sdk-tasks.ts';
import { SELL_ACTIVATION_TASK } from './sell-activation-job.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);

const parts = {
  ...store.parts,
  ...{ mode: 'sandbox' as const, clock: Date.now, realNow: () => new Date() },
};
const tasks = createSdkTasks(parts);
const { signal } = new AbortController();
const crash = () => Promise.reject(new Error('The process ended.'));

/** An app of a new reseller, whose calls may run with other parts. */
async function openApp() {
  const own = await openReseller(store);
  const app = await openActivatingApp(own);
  const key = await findKeyInUse(store.db, { key: app.key, realNow: new Date() });
  const { lane, idempotency } = store.parts;
  /** The same request as by HTTP. */
  const run = (request: ReturnType<typeof app.asked>, over: Partial<ActivateParts> = {}) => {
    const hashed = { method: 'POST', route: '/sdk/v1/activations', params: {}, body: request };
    const requestHash = idempotency.requestHash(hashed);
    const calling = { ...parts, sell: lane.submit, remoteAddress: '127.0.0.1', ...over };
    return activateItem(calling, { ...request, key, requestHash });
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

  it('after the sale is sold once, and holds up the user’s others until it is kept', async () => {
    const app = await openApp();
    const userToken = newUser();
    const [request, other] = [app.asked({ userToken }), app.asked({ userToken })];
    const sell: ActivateParts['sell'] = async (...sale) => {
      await store.parts.lane.submit(...sale);
      return crash();
    };
    await expect(app.run(request, { sell })).rejects.toThrow('The process ended.');
    expect((await app.activate(other)).json().code).toBe('idempotency_key_in_progress');
    await app.sellLeft(request.activationId);
    expect((await app.activate(request)).statusCode).toBe(200);
    expect(await app.counts()).toEqual({ packages: 1, customers: 1 });
    expect((await app.activate(other)).statusCode).toBe(200);
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
