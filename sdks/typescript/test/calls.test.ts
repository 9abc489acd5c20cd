import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gigastore, GigastoreError } from '../src/index.ts';
import { anItem, type KitStore, openKitStore } from './support/store.ts';

type Expected = {
  answer?: unknown;
  text?: string;
  items?: number;
  error?: { code: string; errors?: { path: string }[] } & Record<string, unknown>;
  requests: number;
  keys?: number;
  sold?: number;
  tokens?: number;
  atLeastMs?: number;
};
type Case = {
  name: string;
  faults?: readonly object[];
  options?: {
    retries?: number;
    timeoutMs?: number;
    accept?: 'text/csv';
    /** The client has no token yet. */
    isNew?: boolean;
    /** How often the call is made at once. */
    parallel?: number;
    /** How far the clock of the client is ahead of the store's. */
    clockMs?: number;
  };
  call: [string, ...unknown[]];
  expect: Expected;
};

const TIMEOUT_MS = 60_000;
const SOLD = 5;
const AUTHENTICATE = '/reseller/authenticate';
const cases: Case[] = JSON.parse(
  readFileSync(new URL('../../cases/calls.json', import.meta.url), 'utf8'),
);

let kit: KitStore;
const values: Record<string, string> = {};

beforeAll(async () => {
  kit = await openKitStore();
  const client = kit.client();
  values.$item = await anItem(client);
  values.$sold = 'sold-before';
  for (let count = 0; count < SOLD; count += 1) {
    await client.customers.register({ inventoryItemId: values.$item, metatag: values.$sold });
  }
  const { customer } = await client.customers.register({ inventoryItemId: values.$item });
  values.$customer = customer.uid;
}, TIMEOUT_MS);
afterAll(() => kit.close(), TIMEOUT_MS);

/** Puts the values of this run in the place of their names. */
function fill(args: unknown[], unique: string): unknown[] {
  return JSON.parse(JSON.stringify(args), (_, value) =>
    value === '$unique' ? unique : (values[value] ?? value),
  );
}

async function run(
  client: Gigastore,
  { call, options = {}, expect: expected }: Case,
  unique: string,
) {
  const [name, ...args] = call;
  const [group = '', verb = ''] = name.split('.');
  const methods = new Map<string, object>(Object.entries(client)).get(group);
  const { accept } = options;
  const filled = fill(args, unique);
  const result = (methods as Record<string, CallableFunction> | undefined)?.[verb]?.(
    ...filled,
    ...(accept ? [{ accept }] : []),
  );
  if (expected.items === undefined) return result;
  const items: unknown[] = [];
  for await (const item of result) items.push(item);
  return items;
}

function check(result: unknown, expected: Expected): void {
  if (expected.error) {
    const { errors = [], ...fields } = expected.error;
    expect(result).toBeInstanceOf(GigastoreError);
    expect(result).toMatchObject(fields);
    expect((result as GigastoreError).errors).toMatchObject(errors);
    return;
  }
  if (result instanceof Error) throw result;
  if (expected.items !== undefined) expect(result).toHaveLength(expected.items);
  if (expected.text) expect(result).toContain(expected.text);
  if (expected.answer === null) expect(result).toBeUndefined();
  else if (expected.answer) expect(result).toMatchObject(expected.answer as object);
}

describe('the cases that every client runs', () => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const unique = `case-${crypto.randomUUID()}`;
      const { retries, timeoutMs, isNew, parallel = 1, clockMs = 0 } = one.options ?? {};
      const now = () => Date.now() + clockMs;
      const client = kit.client({ ...(timeoutMs && { timeoutMs }), retry: { retries }, now });
      await kit.fail([]);
      if (!isNew) await client.credits.get();
      await kit.fail(one.faults ?? []);
      const startedAt = Date.now();
      const runOnce = () => run(client, one, unique).catch((error: unknown) => error);
      const results = await Promise.all(Array.from({ length: parallel }, runOnce));
      const tookMs = Date.now() - startedAt;
      const seen = await kit.requests();
      for (const result of results) check(result, one.expect);

      const sent = seen.filter(({ path }) => path !== AUTHENTICATE);
      expect(sent).toHaveLength(one.expect.requests);
      expect(seen.length - sent.length).toBe(one.expect.tokens ?? 0);
      expect(tookMs).toBeGreaterThanOrEqual(one.expect.atLeastMs ?? 0);
      if (one.expect.keys) expect(new Set(sent.map(({ key }) => key)).size).toBe(one.expect.keys);
      if (one.expect.sold === undefined) return;
      const { items } = await client.packages.list({ q: unique });
      expect(items).toHaveLength(one.expect.sold);
    },
    TIMEOUT_MS,
  );
});
