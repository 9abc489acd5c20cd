import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { sql } from '../src/platform/db/database.ts';
import { codesToPlay, SCENES } from './endpoints/scenes.ts';
import { openStore } from './support/app.ts';
import { auditEntries } from './support/audit-entries.ts';
import { forThisFile } from './support/for-this-file.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send } from './support/requests.ts';
import { openReseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import type { Answer } from './support/slice.ts';

const operations = await readOperations();
/** These operations compute, or call the reseller's server, and change nothing. */
const CHANGES_NOTHING = [
  'POST /gigastore/activations/batches/preview',
  'POST /gigastore/credits/purchases/quote',
  'POST /operator/offers/preview',
  'POST /operator/usage-file-formats/try',
  'POST /gigastore/webhooks/activation-request/test',
  'POST /gigastore/webhooks/customer-registration/test',
];
/** Operations that may change something; a search has the scope `read`. */
const changing = operations.filter(
  ({ name, method, scope }) =>
    method !== 'GET' && scope !== undefined && scope !== 'read' && !CHANGES_NOTHING.includes(name),
);
const named = (some: Operation[]) => some.map((each) => [each.name, each] as const);

/** The names of such fields in requests and responses. */
const SECRET = /secret|activationCode|customerEmail|userIp/i;
/** The document's example of any address, of companies too, whose own may be in their log. */
const EXAMPLE = 'traveller@example.com';
/** With fewer values, the test would prove too little. */
const LEAST_TOLD = 20;
/** Every value of such a field that was seen. */
const secrets = new Set<string>();

const store = await forThisFile(openStore());
await loadPlans(store.db);

/** The actions that the log has of the request with this answer. */
async function actionsOf({ headers }: Answer): Promise<string[]> {
  const requestId = String(headers['x-request-id']);
  expect(requestId).not.toBe('');
  const rows = await store.db.rows<{ action: string }>(sql`
    select action from ${auditEntries} where request_id = ${requestId}`);
  return rows.map(({ action }) => action);
}

function keepSecrets(value: unknown, name = ''): void {
  if (typeof value === 'string' && SECRET.test(name)) secrets.add(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [field, part] of Object.entries(value)) keepSecrets(part, field);
}

describe('the audit log', () => {
  it.each(named(changing))(
    'the audit log has a row of %s, and none of its repetition',
    async (_, operation) => {
      const reseller = await openReseller(store);
      const wanted = await grantedRequest(operation, reseller);
      const headers = {
        ...wanted.headers,
        ...(operation.takesKey && { 'Idempotency-Key': newId() }),
      };
      if (wanted.body?.customerEmail) wanted.body.customerEmail = `${newId()}@traveller.example`;
      const answer = await send(operation, { ...wanted, headers }, reseller);
      expect(answer.statusCode, answer.body).toBeLessThan(300);
      keepSecrets(wanted.body);
      if (answer.body.startsWith('{')) keepSecrets(answer.json());
      expect(await actionsOf(answer)).not.toEqual([]);
      if (!operation.takesKey) return;
      const again = await send(operation, { ...wanted, headers }, reseller);
      expect(await actionsOf(again)).toEqual([]);
    },
  );

  it.each(named(changing))(
    'the audit log has no row of %s when it is refused',
    async (_, operation) => {
      // The last is refused the latest, when most had been done.
      const code = codesToPlay(operation).findLast((each) => SCENES[each]);
      const scene = code && SCENES[code];
      if (!scene) throw new Error(`${operation.name} is never refused`);
      const reseller = await openReseller(store);
      const answer = await scene({ store, operation, reseller }, code);
      expect(answer.json().code).toBe(code);
      expect(await actionsOf(answer)).toEqual([]);
    },
  );

  it('the audit log has no secrets and no personal data of a customer', async () => {
    const known = await store.db.rows<{ text: string }>(sql`
      select email as text from customers where email <> ${EXAMPLE}
      union select user_ip from activated_items where user_ip is not null
      union select matching_id from esim_profiles`);
    const hidden = [...secrets, ...known.map(({ text }) => text)];
    expect(hidden.length).toBeGreaterThan(LEAST_TOLD);
    const rows = await store.db.rows<{ action: string; text: string }>(sql`
      select action, audit_log::text as text from ${auditEntries}`);
    expect(rows.length).toBeGreaterThan(changing.length);
    const all = rows.map(({ text }) => text).join('\n');
    expect(/whsec_|LPA:|Bearer |eyJ/.exec(all)?.[0]).toBeUndefined();
    const leaking = rows.filter((row) => hidden.some((text) => row.text.includes(text)));
    expect(leaking.map(({ action }) => action)).toEqual([]);
  });
});

it('the audit log names the tool of every change by an agent', async () => {
  const { call, organizationId } = await openReseller(store);
  const body = { name: 'Noted' };
  await call('POST', '/gigastore/api-keys', { body, headers: { 'Gigastore-Tool': 'make_key' } });
  await call('POST', '/gigastore/api-keys', { body, headers: { 'Gigastore-Tool': 'no tool!' } });
  const entries = await store.db.rows<{ tool: string | null }>(sql`
    select after ->> 'tool' as tool from audit_log
    where organization_id = ${organizationId} and action = 'api_key.created'
      and after ->> 'name' = 'Noted'
    order by at`);
  expect(entries).toEqual([{ tool: 'make_key' }, { tool: null }]);
});
