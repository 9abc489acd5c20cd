import type { AccountMode } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { selectAccount, selectAccountForUpdate, selectAccountsOf } from './directory-store.ts';

/** An account as the platform sees it: whose it is, and the rules that it sets. */
export type Account = {
  id: string;
  organizationId: string;
  mode: AccountMode;
  suspendedAt: Date | null;
  refundLimitPerMonth: number;
  requiresUserLocation: boolean;
  replacementLimitPerMonth: number;
  replacementLimitPerEsim: number;
  createdAt: Date;
};

/** The organization's two accounts, the live one first. */
export function listAccounts(db: Queryable, organizationId: string): Promise<Account[]> {
  return selectAccountsOf(db, organizationId);
}

/** Refuses `account_not_found`. */
export async function findAccount(db: Queryable, id: string): Promise<Account> {
  return found(await selectAccount(db, id));
}

/** The same, kept from changing until the transaction ends. */
export async function lockAccount(tx: Tx, id: string): Promise<Account> {
  return found(await selectAccountForUpdate(tx, id));
}

function found(account: Account | undefined): Account {
  if (!account) throw new Refusal('account_not_found', 'There is no account with this id.');
  return account;
}
