import type { AccountMode } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertAccount } from './account-store.ts';

/** Inserts one side of a new organization and gives its id; what the sides need is the caller's. */
export async function openAccount(
  tx: Tx,
  account: { organizationId: string; mode: AccountMode; now: Date },
): Promise<string> {
  const { organizationId, mode, now } = account;
  const id = newId();
  await insertAccount(tx, { id, organizationId, mode, createdAt: now });
  return id;
}
