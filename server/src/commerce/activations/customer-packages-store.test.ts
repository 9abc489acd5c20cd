import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { newId } from '../../kernel/ids.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import { readNewestPackagesOf, readNewestPackagesOfProfile } from './customer-packages-store.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });

it('the newest packages are not joined to others, also by plans for an empty table', async () => {
  const plans: string[] = [];
  const explaining: Queryable = {
    ...db,
    async rows(statement) {
      const lines = await db.rows<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
      plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
      return [];
    },
  };
  await readNewestPackagesOf(explaining, newId(), { customerIds: [newId()], limit: 50 });
  const profile = { accountId: newId(), id: newId() };
  await readNewestPackagesOfProfile(explaining, profile, 50);
  for (const plan of plans) {
    expect(plan).toContain('InitPlan');
    expect(plan).not.toContain('Join Filter');
  }
  expect(plans).toHaveLength(2);
});
