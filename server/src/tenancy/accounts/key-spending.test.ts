import { describe, expect, it } from 'vitest';
import { createKeyedAccount } from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { requireUnlimitedKey, spendWithKey } from './index.ts';

const database = await forThisFile(createTestDatabase());

const DAY = new Date('2026-04-30T12:00:00Z');
const NEXT_DAY = new Date('2026-05-01T00:00:00Z');

async function limitedKey(dailySpendLimitMinor: bigint | null) {
  const { accountId, key } = await createKeyedAccount(database.db, { dailySpendLimitMinor });
  const actor = { kind: 'api_key', clientId: key.clientId } as const;
  return (amountMinor: bigint, now = DAY) =>
    database.db.transaction((tx) =>
      spendWithKey({ db: tx, accountId, now, actor, dailySpendLimitMinor }, amountMinor),
    );
}

describe('what a key spends on stock and credits', () => {
  it('counts towards its limit of the day, to the cent', async () => {
    const spend = await limitedKey(100n);
    await spend(60n);
    await expect(spend(41n)).rejects.toMatchObject({ code: 'spend_limit_reached' });
    await spend(40n);
    await expect(spend(1n)).rejects.toMatchObject({ code: 'spend_limit_reached' });
    await spend(100n, NEXT_DAY);
  });

  it('never passes the limit, however many calls come at once', async () => {
    const spend = await limitedKey(100n);
    const calls = await Promise.allSettled(Array.from({ length: 30 }, () => spend(10n)));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('is not limited without a limit', async () => {
    const spend = await limitedKey(null);
    await spend(1_000_000n);
    expect(() => requireUnlimitedKey({ dailySpendLimitMinor: null })).not.toThrow();
    expect(() => requireUnlimitedKey({ dailySpendLimitMinor: 0n })).toThrow('daily spend limit');
  });
});
