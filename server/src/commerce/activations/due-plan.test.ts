import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { plansOf } from '../../../test/support/index-plan.ts';
import { sql } from '../../platform/db/database.ts';
import { selectAccountsWithDue } from './accounts-due-store.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });

it('what is due in accounts with the time of the machine is found without a look into each', async () => {
  const [plan] = await db.transaction(async (tx) => {
    await tx.run(sql`set local enable_seqscan = off`);
    return plansOf(tx, (explaining) => selectAccountsWithDue(explaining, new Date()));
  });
  expect(plan).toMatch(/Scan (using|on) activated_items_due_everywhere/);
  expect(plan).toContain('accounts_with_own_clock');
});
