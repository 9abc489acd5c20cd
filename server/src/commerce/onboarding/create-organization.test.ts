import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { createOrganization, type OrganizationDraft } from './index.ts';

const NOW = new Date('2026-04-30T09:55:36.430Z');
const acme = { name: 'Acme Travel', email: 'owner@acme.test', now: NOW };

const test = await forThisFile(createTestDatabase());

const create = (organization: Partial<OrganizationDraft> = {}) =>
  test.db.transaction((tx) => createOrganization(tx, { ...acme, ...organization }));
const countOrganizations = () =>
  test.db.row<{ count: bigint }>(sql`select count(*) from organizations`);

describe('a new organization', () => {
  it('has a live and a sandbox account of its own', async () => {
    const { organizationId, liveAccountId, sandboxAccountId } = await create();
    const accounts = await test.db.rows(sql`
      select accounts.id, mode, name, email, accounts.created_at
      from accounts
      join organizations on organizations.id = accounts.organization_id
      where organization_id = ${organizationId}
      order by mode`);
    const shared = { name: acme.name, email: acme.email, created_at: NOW };
    expect(accounts).toEqual([
      { id: liveAccountId, mode: 'live', ...shared },
      { id: sandboxAccountId, mode: 'sandbox', ...shared },
    ]);
  });

  it('has no credits, no facts and the first inventory on each side', async () => {
    const { liveAccountId, sandboxAccountId } = await create();
    for (const accountId of [liveAccountId, sandboxAccountId]) {
      expect(await readCredits({ db: test.db, accountId })).toMatchObject({ availableMinor: 0n });
      const sides = await test.db.row(sql`
        select last_sequence, version
        from event_sequences
        join inventory_versions using (account_id)
        where account_id = ${accountId}`);
      expect(sides).toEqual({ last_sequence: 0n, version: 1n });
    }
  });

  it('offers the whole catalogue when asked to, at twice the cost or a little more', async () => {
    await loadPlans(test.db);
    const { liveAccountId, sandboxAccountId } = await create({ offers: 'everything' });
    const { liveAccountId: other } = await create();
    const offers = (accountId: string) =>
      test.db.rows<{ plan: string; retail: bigint; wholesale: bigint }>(sql`
        select item.data_plan_id as plan, retail_minor as retail, wholesale_minor as wholesale
        from inventory_items as item
        join price_list_entries using (data_plan_id)
        where account_id = ${accountId}`);
    const plans = await test.db.rows(sql`select id from data_plans`);
    for (const accountId of [liveAccountId, sandboxAccountId]) {
      const items = await offers(accountId);
      expect(items).toHaveLength(plans.length);
      for (const { retail, wholesale } of items) {
        expect(retail % 100n).toBe(99n);
        expect(retail).toBeGreaterThanOrEqual(wholesale * 2n);
        expect(retail).toBeLessThan(wholesale * 2n + 100n);
      }
    }
    expect(await offers(other)).toEqual([]);
  });

  it('offers nothing, a starter set of worldwide and regional plans, or everything', async () => {
    await loadPlans(test.db);
    const kindsOf = async (offers: OrganizationDraft['offers']) => {
      const { liveAccountId } = await create({ offers });
      const rows = await test.db.rows<{ kind: string }>(sql`
        select distinct country_sets.kind
        from inventory_items as item
        join data_plans on data_plans.id = item.data_plan_id
        join country_sets on country_sets.code = data_plans.country_set
        where item.account_id = ${liveAccountId}
        order by kind`);
      return rows.map(({ kind }) => kind);
    };
    expect(await kindsOf('nothing')).toEqual([]);
    expect(await kindsOf('starter')).toEqual(['region', 'worldwide']);
    expect(await kindsOf('everything')).toEqual(['country', 'region', 'worldwide']);
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: '  ' }],
    ['name', { name: 'a'.repeat(256) }],
    ['name', { name: 'a\0b' }],
    ['name', { name: 'a\ud800' }],
    ['email', { email: '' }],
    ['email', { email: 'owner' }],
    ['email', { email: 'owner@acme.test\n' }],
    ['email', { email: `${'a'.repeat(250)}@acme.test` }],
  ])('is refused for its %s: %j, and nothing of it is kept', async (part, wrong) => {
    const before = await countOrganizations();
    await expect(create(wrong)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: `/${part}` }],
    });
    expect(await countOrganizations()).toEqual(before);
  });

  it('takes the longest name and the letters of the world', async () => {
    await expect(create({ name: 'é'.repeat(255) })).resolves.toBeDefined();
    await expect(create({ name: '旅行データ & Söhne 🧳' })).resolves.toBeDefined();
  });
});
