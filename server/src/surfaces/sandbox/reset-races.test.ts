import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  loadPlans,
  openCounter,
  openShop,
  registration,
  type Shop,
  sell,
  topUp,
} from '../../../test/support/shop.ts';
import { auditBooks } from '../../backoffice/operator/index.ts';
import { refundPackage } from '../../commerce/refunds/index.ts';
import { useData } from '../../commerce/usage/index.ts';
import { changeProfileState } from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { holdSandboxes } from '../../tenancy/accounts/index.ts';
import { addSandboxCredits } from './add-sandbox-credits.ts';
import { resetSandbox } from './reset-sandbox.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const RESETS = 12;
/** What another transaction can do to a request: it is refused, never answered with an error. */
const REFUSED = [
  'customer_not_found',
  'activated_item_not_found',
  'esim_profile_not_found',
  'insufficient_credits',
  'invalid_state',
  'not_refundable_used',
  'refund_limit_reached',
];

it('stands beside sales, top-ups, refunds, use and credits at the same time', async () => {
  const shop = await openShop(db);
  const { accountId } = shop.ctx;
  await db.run(sql`
    update accounts set opening_credits_minor = 100000 where id = ${accountId}`);
  const faults: unknown[] = [];
  let isOver = false;

  const inTransaction = (verb: (scope: Scope) => Promise<unknown>) =>
    db.transaction(async (tx) => {
      await holdSandboxes(tx, [accountId]);
      return verb({ ...shop.ctx, db: tx });
    });
  async function work(counter: Shop): Promise<void> {
    const attempt = async (act: () => Promise<unknown>) => {
      await act().catch((error: unknown) => {
        const isRefusal = error instanceof Refusal && REFUSED.includes(error.code);
        if (!isRefusal) faults.push(error);
      });
    };
    while (!isOver) {
      const { sold } = await sell(counter, registration(shop, { activationMode: 'FIRST_USE' }));
      if (!sold) continue;
      const { customer, esimProfile, activatedItem } = sold;
      const { iccid } = esimProfile;
      await attempt(() => sell(counter, topUp(shop, customer.uid)));
      await attempt(() =>
        inTransaction((scope) => changeProfileState(scope, { iccid, action: 'install' })),
      );
      await attempt(() =>
        inTransaction((scope) => useData(scope, { iccid, bytes: 1_000, country: 'AT' })),
      );
      await attempt(() => inTransaction((scope) => refundPackage(scope, activatedItem)));
      await attempt(() =>
        inTransaction((scope) => addSandboxCredits(scope, { priceValue: 1, currencyCode: 'USD' })),
      );
    }
  }

  const counters = Array.from({ length: 6 }, () => ({ ...shop, ...openCounter(db) }));
  const working = Promise.all(counters.map(work));
  for (let count = 0; count < RESETS; count += 1) {
    await db
      .transaction((tx) => resetSandbox({ ...shop.ctx, db: tx }, new Date()))
      .catch((error) => faults.push(error));
  }
  isOver = true;
  await working;
  expect(faults).toEqual([]);
  expect(await auditBooks(db)).toEqual([]);
});
