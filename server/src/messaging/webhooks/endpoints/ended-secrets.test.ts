import { expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openWebhooks, type WebhookAccount } from '../../../../test/support/webhooks.ts';
import { sql } from '../../../platform/db/database.ts';

const webhooks = await forThisFile(openWebhooks());

const PATH = '/gigastore/webhooks';
const body = { url: 'https://shop.example/hooks' };

/** The three requests that show a secret, each under a key of its own. */
function requestsOf({ call }: WebhookAccount) {
  const ask = (method: 'POST' | 'PUT', path: string, more: object) => async () =>
    (await call(method, `${PATH}${path}`, more)).json();
  return {
    create: ask('POST', '', { body, headers: { 'idempotency-key': 'create' } }),
    set: ask('PUT', '/all', { body, headers: { 'idempotency-key': 'set' } }),
    rotate: ask('POST', '/all/rotate-secret', { headers: { 'idempotency-key': 'rotate' } }),
    rotateAgain: ask('POST', '/all/rotate-secret', {}),
    async delete(event: string) {
      await call('DELETE', `${PATH}/${event}`);
    },
  };
}

it('a repetition has the secret as long as it signs, also beside a newer one', async () => {
  const account = await webhooks.openAccount();
  const { set, rotate, rotateAgain } = requestsOf(account);
  const [first, rotated] = [await set(), await rotate()];
  expect([await set(), await rotate()]).toEqual([first, rotated]);
  await rotateAgain();
  expect([await set(), await rotate()]).toEqual([{ ...first, secret: null }, rotated]);
  await webhooks.db.run(sql`
    update webhook_endpoints
    set previous_secret_until = now()
    where account_id = ${account.id}`);
  expect(await rotate()).toEqual({ ...rotated, secret: null });
});

it('a repetition has no secret once the endpoint was deleted', async () => {
  const requests = requestsOf(await webhooks.openAccount());
  const [created, set] = [await requests.create(), await requests.set()];
  await requests.delete(created.event);
  await requests.delete('all');
  expect(await requests.create()).toEqual({ ...created, secret: null });
  expect(await requests.set()).toEqual({ ...set, secret: null });
});

it('a repetition of an update, which showed no secret, shows none', async () => {
  const account = await webhooks.openAccount();
  await account.set('all', body.url);
  const requests = requestsOf(account);
  const updated = await requests.set();
  expect(updated).not.toHaveProperty('secret');
  await requests.delete('all');
  expect(await requests.set()).toEqual(updated);
});
