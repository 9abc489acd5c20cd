import { expect } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { sql } from '../../src/platform/db/database.ts';
import type { TestStore } from './app.ts';

export const EXPIRED = 'The certificate has expired.';
const HOUR_MS = 3_600_000;

/** An account with an endpoint that has failed for an hour, and one failed delivery. */
export async function openFailing(
  store: TestStore,
  { event = 'esim-status', error = EXPIRED } = {},
) {
  const { id: accountId, organizationId, caller } = await store.newAccount();
  const url = 'https://shop.test/hooks';
  const set = await (await caller())('PUT', `/gigastore/webhooks/${event}`, { body: { url } });
  expect(set.statusCode, set.body).toBe(200);
  const since = new Date(Date.now() - HOUR_MS);
  await store.db.run(sql`
    update webhook_endpoints
    set failing_since = ${since}
    where account_id = ${accountId}`);
  const id = await addDelivery(store, { accountId, event, error });
  return { accountId, organizationId, event, id, since, caller };
}

/** A delivery of the account that failed; returns its ID. */
export async function addDelivery(
  store: TestStore,
  of: { accountId: string; event: string; error?: string },
): Promise<string> {
  const id = newId();
  const madeAt = new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
  await store.db.run(sql`
    insert into webhook_deliveries (
      account_id, id, event, url, status, body, attempts, tries, created_at
    )
    values (${of.accountId}, ${id}, ${of.event}, 'https://shop.test/hooks', 'failed', '{}', 1, 1,
      ${madeAt})`);
  await store.db.run(sql`
    insert into webhook_attempts (
      account_id, delivery_id, number, attempted_at, http_status, error, duration_ms, response
    )
    values (${of.accountId}, ${id}, 1, now(), null, ${of.error ?? EXPIRED}, 5, '')`);
  return id;
}
