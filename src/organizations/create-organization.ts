import { type AccountMode, openAccount } from '../accounts/index.ts';
import { openLedger } from '../credits/index.ts';
import type { Tx } from '../db/database.ts';
import { openEventLog } from '../events/index.ts';
import { openInventory } from '../inventory/index.ts';
import { isEmail } from '../lib/email.ts';
import { newId } from '../lib/ids.ts';
import { isName, NAME_RULE } from '../lib/names.ts';
import { invalid } from '../lib/refusal.ts';
import { insertOrganization } from './store.ts';

export type NewOrganization = {
  organizationId: string;
  liveAccountId: string;
  sandboxAccountId: string;
};

/**
 * Takes a reseller in: its organization with a live and a sandbox account, each with what it needs
 * from the first day. Refuses `invalid_request`.
 */
export async function createOrganization(
  tx: Tx,
  { name, email, now }: { name: string; email: string; now: Date },
): Promise<NewOrganization> {
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  if (!isEmail(email)) throw invalid('/email', 'must be an e-mail address');

  const organizationId = newId();
  await insertOrganization(tx, { id: organizationId, name, email, createdAt: now });
  const open = (mode: AccountMode) => openWithBooks(tx, { organizationId, mode, now });
  return {
    organizationId,
    liveAccountId: await open('live'),
    sandboxAccountId: await open('sandbox'),
  };
}

async function openWithBooks(
  tx: Tx,
  account: { organizationId: string; mode: AccountMode; now: Date },
): Promise<string> {
  const accountId = await openAccount(tx, account);
  await openLedger(tx, accountId);
  await openEventLog(tx, accountId);
  await openInventory(tx, accountId);
  return accountId;
}
