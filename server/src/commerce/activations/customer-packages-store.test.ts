import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { plansOf } from '../../../test/support/index-plan.ts';
import { newId } from '../../kernel/ids.ts';
import { readNewestPackagesOf, readNewestPackagesOfProfile } from './customer-packages-store.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });

it('the newest packages are not joined to others, also by plans for an empty table', async () => {
  const profile = { accountId: newId(), id: newId() };
  const plans = await plansOf(db, async (explaining) => {
    await readNewestPackagesOf(explaining, newId(), { customerIds: [newId()], limit: 50 });
    await readNewestPackagesOfProfile(explaining, profile, 50);
  });
  for (const plan of plans) {
    expect(plan).toContain('InitPlan');
    expect(plan).not.toContain('Join Filter');
  }
  expect(plans).toHaveLength(2);
});
