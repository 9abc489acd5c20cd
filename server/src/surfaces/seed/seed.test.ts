import { randomBytes, scryptSync } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { auditBooks } from '../../backoffice/operator/index.ts';
import { createOrganization } from '../../commerce/onboarding/index.ts';
import { createEncryption } from '../../kernel/encryption.ts';
import { readCredits } from '../../money/credits/index.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { createAccess } from '../../tenancy/accounts/index.ts';
import {
  DEMO_KEY,
  DEMO_ORGANIZATION,
  demoItemId,
  hasDemonstration,
  isSeeded,
  seedDemonstration,
} from './index.ts';

const NOW = new Date('2026-04-30T09:55:36.430Z');

let store: TestDatabase;
let db: Database;

beforeEach(async () => {
  store = await createTestDatabase();
  db = store.db;
  return () => store.close();
});

async function demoAccount(): Promise<string> {
  const row = await db.row<{ account_id: string }>(sql`
    select account_id from api_keys where client_id = ${DEMO_KEY.clientId}`);
  return row?.account_id ?? '';
}

async function count(table: 'organizations' | 'data_plans' | 'inventory_items'): Promise<bigint> {
  const queries = {
    organizations: sql`select count(*) from organizations`,
    data_plans: sql`select count(*) from data_plans`,
    inventory_items: sql`select count(*) from inventory_items`,
  };
  return (await db.row<{ count: bigint }>(queries[table]))?.count ?? 0n;
}

describe('the demonstration', () => {
  it('has credits on its sandbox account, a catalogue, and items on offer', async () => {
    expect(await isSeeded(db)).toBe(false);
    expect(await seedDemonstration(db, NOW)).toBe(true);
    expect(await isSeeded(db)).toBe(true);
    const accountId = await demoAccount();
    expect(await readCredits({ db, accountId })).toMatchObject({ availableMinor: 100_000n });
    expect(await count('data_plans')).toBeGreaterThanOrEqual(500n);
    expect(await count('inventory_items')).toBeGreaterThanOrEqual(60n);
    const item = await db.row(sql`
      select mode, active from inventory_items
      join accounts on accounts.id = account_id
      where inventory_items.id = ${demoItemId()}`);
    expect(item).toEqual({ mode: 'sandbox', active: true });
    expect(await auditBooks(db)).toEqual([]);
  });

  it('is entered with the key that the documentation shows', async () => {
    await seedDemonstration(db, NOW);
    const encryption = createEncryption([randomBytes(32)]);
    const failureLimiter = { countOrRefuse: () => {} };
    const access = createAccess({ db, encryption, failureLimiter });
    const basic = Buffer.from(`${DEMO_KEY.clientId}:${DEMO_KEY.clientSecret}`).toString('base64');
    const login = { authorization: `Basic ${basic}`, remoteAddress: '127.0.0.1' };
    await expect(access.authenticateClient(login)).resolves.toMatch(/^ey/);
    await access.close();
  });

  it('is made once, also when two make it at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => seedDemonstration(db, NOW)));
    expect(made.filter(Boolean)).toEqual([true]);
    // The demonstration's own, and the platform's.
    expect(await count('organizations')).toBe(2n);
    expect(await readCredits({ db, accountId: await demoAccount() })).toMatchObject({
      availableMinor: 100_000n,
    });
  });

  it('made again brings back what is missing and leaves what was changed', async () => {
    await seedDemonstration(db, NOW);
    const accountId = await demoAccount();
    const items = await count('inventory_items');
    const left = demoItemId();
    await db.run(sql`update inventory_items set retail_minor = 1 where id = ${left}`);
    await db.run(sql`
      delete from inventory_items where id in
        (select id from inventory_items where id <> ${left} order by id limit 1)`);
    expect(await seedDemonstration(db, NOW)).toBe(false);
    expect(await count('inventory_items')).toBe(items);
    const item = await db.row(sql`
      select retail_minor from inventory_items where account_id = ${accountId} and id = ${left}`);
    expect(item).toEqual({ retail_minor: 1n });
  });
});

describe('the people of the demonstration', () => {
  it('are one of each role, with the password of the documentation', async () => {
    await seedDemonstration(db, NOW);
    const people = await db.rows(sql`
      select email, role, email_verified, is_platform, password
      from people
      join members on members.person_id = people.id
      join sign_in_methods on sign_in_methods.person_id = people.id
      order by email`);
    const roles = ['developer', 'finance', 'operator', 'owner', 'support', 'viewer'];
    expect(people).toMatchObject(
      roles.map((role) => ({
        email: `${role}@demo.test`,
        role,
        email_verified: true,
        is_platform: role === 'operator',
      })),
    );
    const [salt = '', key = ''] = String(people[0]?.password).split(':');
    const options = { N: 16384, r: 16, p: 1, maxmem: 128 * 16384 * 16 * 2 };
    expect(scryptSync('demo-password', salt, 64, options).toString('hex')).toBe(key);
  });

  it('alone are enough for a database to have the demonstration', async () => {
    await seedDemonstration(db, NOW);
    await db.run(sql`delete from api_keys`);
    await db.run(sql`update organizations set email = 'other@acme.test'`);
    expect(await hasDemonstration(db)).toBe(true);
    await db.run(sql`update people set email = id || '@acme.test'`);
    expect(await hasDemonstration(db)).toBe(false);
  });
});

describe('a database without the demonstration', () => {
  it('is one that has other resellers, or none', async () => {
    expect(await hasDemonstration(db)).toBe(false);
    const acme = { name: 'Acme', email: 'owner@acme.test', now: NOW };
    await db.transaction((tx) => createOrganization(tx, acme));
    expect(await hasDemonstration(db)).toBe(false);
  });

  it('is not one whose demonstration lost its key', async () => {
    const email = DEMO_ORGANIZATION.email.toUpperCase();
    await db.transaction((tx) => createOrganization(tx, { name: 'Demo', email, now: NOW }));
    expect(await hasDemonstration(db)).toBe(true);
  });

  describe('and without tables', () => {
    it('is one too', async () => {
      const empty = await createTestDatabase({ isEmpty: true });
      onTestFinished(() => empty.close());
      expect(await hasDemonstration(empty.db)).toBe(false);
    });
  });
});
