import type { Tx } from '../../platform/db/database.ts';
import { updateOwing } from './store.ts';

/** The account owes credits: no new sales until `endOwing`, whatever else suspends it. */
export function startOwing(tx: Tx, ctx: { accountId: string; now: Date }): Promise<boolean> {
  return updateOwing(tx, ctx.accountId, ctx.now);
}

/** The account owes nothing any more. Both give whether that is new. */
export function endOwing(tx: Tx, ctx: { accountId: string }): Promise<boolean> {
  return updateOwing(tx, ctx.accountId, null);
}
