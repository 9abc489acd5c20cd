import { describe, expect, it } from 'vitest';
import { createKeyedAccount } from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { requireUserLocation, resumeAccount, setRefundLimit, suspendAccount } from './index.ts';

const test = await forThisFile(createTestDatabase());

describe("the operator's rules", () => {
  const now = new Date();

  it.each([-1, 1.5, Number.NaN, 1_000_001])('refuse the refund limit %d', async (limit) => {
    const { accountId } = await createKeyedAccount(test.db);
    const change = test.db.transaction((tx) =>
      setRefundLimit({ db: tx, accountId }, { refundLimitPerMonth: limit }),
    );
    await expect(change).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/refundLimitPerMonth' }],
    });
  });

  it('refuse an account that does not exist', async () => {
    for (const accountId of ['019dde22-7a2f-7cc4-8a0e-7ff5a4b0cfff', 'nonsense']) {
      const changes: ((tx: Tx) => Promise<void>)[] = [
        (tx) => suspendAccount({ db: tx, accountId, now }),
        (tx) => resumeAccount({ db: tx, accountId }),
        (tx) => setRefundLimit({ db: tx, accountId }, { refundLimitPerMonth: 1 }),
        (tx) => requireUserLocation({ db: tx, accountId }, { isRequired: true }),
      ];
      for (const change of changes) {
        await expect(test.db.transaction(change)).rejects.toMatchObject({
          errors: [{ path: '/account' }],
        });
      }
    }
  });

  it('touch the one account only', async () => {
    const one = await createKeyedAccount(test.db);
    await createKeyedAccount(test.db);
    const readAll = () => test.db.rows<{ id: string }>(sql`select * from accounts`);
    const others = async () => (await readAll()).filter(({ id }) => id !== one.accountId);
    const before = await others();
    await test.db.transaction((tx) => suspendAccount({ db: tx, accountId: one.accountId, now }));
    expect(await others()).toEqual(before);
  });
});
