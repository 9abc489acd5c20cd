import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { Account } from './account.ts';
import { selectAccount, selectAccountForUpdate } from './account-store.ts';

/** Returns an account. Throws `account_not_found`. */
export async function findAccount(db: Queryable, id: string): Promise<Account> {
  return found(await selectAccount(db, id));
}

/** Returns an account and locks it until the transaction ends. Throws `account_not_found`. */
export async function lockAccount(tx: Tx, id: string): Promise<Account> {
  return found(await selectAccountForUpdate(tx, id));
}

function found(account: Account | undefined): Account {
  if (!account) throw new Refusal('account_not_found', 'No account has this ID.');
  return account;
}
