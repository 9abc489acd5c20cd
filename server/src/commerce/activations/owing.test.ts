import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadPlans, openShop, registration, sell } from '../../../test/support/shop.ts';
import { clearOwing, markOwing, resumeAccount } from '../../tenancy/accounts/index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

it('an account that owes sells nothing until it owes nothing, whoever resumes it', async () => {
  const shop = await openShop(db);
  await db.transaction((tx) => markOwing({ ...shop.ctx, db: tx }));
  await db.transaction((tx) => resumeAccount({ ...shop.ctx, db: tx }));
  const refused = await sell(shop, registration(shop));
  expect(refused.refused).toBe('account_suspended');
  expect(refused.refusal?.message).toMatch(/owes credits/);
  await db.transaction((tx) => clearOwing({ ...shop.ctx, db: tx }));
  expect((await sell(shop, registration(shop))).sold).toBeDefined();
});
