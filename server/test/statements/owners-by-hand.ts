import * as replacements from '../../src/commerce/replacements/store.ts';
import * as receipts from '../../src/money/payments/transfers/receipt-store.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import * as keys from '../../src/tenancy/accounts/api-key-store.ts';
import * as refunds from '../../src/tenancy/accounts/refund-store.ts';
import { illTyped } from '../support/ill-typed.ts';
import type { Calls } from './recorder.ts';
import { standIn } from './stand-in.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';

/** The recorder, which answers that a row was written, and that an account has a limit of one. */
function finding(tx: Tx): Tx {
  return {
    ...tx,
    run: async (statement) => (await tx.run(statement)) + 1,
    row: async <Row>(statement: Parameters<Tx['row']>[0]) => {
      await tx.row(statement);
      return { limit: 1 } as Row;
    },
  };
}

/** Functions whose second statement depends on what the first found. */
export const OWNERS_BY_HAND: Record<string, Calls> = {
  'src/commerce/replacements/store.ts': {
    countReplacement: (tx) =>
      replacements.countReplacement(finding(tx), { accountId: AN_ID, month: '2026-04-01' }),
  },
  'src/money/payments/transfers/receipt-store.ts': {
    insertReceipt: (tx) => receipts.insertReceipt(finding(tx), illTyped(standIn())),
  },
  'src/tenancy/accounts/api-key-store.ts': {
    insertApiKey: (tx) => keys.insertApiKey(finding(tx), illTyped(standIn())),
  },
  'src/tenancy/accounts/refund-store.ts': {
    insertRefund: (tx) => refunds.insertRefund(finding(tx), AN_ID, '2026-04-01'),
  },
};
