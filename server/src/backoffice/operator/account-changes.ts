import type { Context } from '../../kernel/context.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  type Account,
  lockAccount,
  requireUserLocation,
  resumeAccount,
  setRefundLimit,
  suspendAccount,
} from '../../tenancy/accounts/index.ts';
import { noteFor } from './note.ts';

export type AccountRules = { refundLimitPerMonth?: number; requiresUserLocation?: boolean };

/** Changes the rules of an account. Refuses `account_not_found`, `invalid_request`. */
export async function changeRules(
  tx: Tx,
  ctx: Context,
  { id, ...rules }: AccountRules & { id: string },
): Promise<Account> {
  const account = await lockAccount(tx, id);
  const at = { accountId: account.id };
  const { refundLimitPerMonth, requiresUserLocation: isRequired } = rules;
  if (refundLimitPerMonth !== undefined) await setRefundLimit(tx, at, { refundLimitPerMonth });
  if (isRequired !== undefined) await requireUserLocation(tx, at, { isRequired });

  const changed = { ...account, ...rules };
  await noteAccount(tx, ctx, {
    account,
    action: 'account.rules_changed',
    before: account,
    changed,
  });
  return changed;
}

type Decision = { id: string; reason: string };

/** Ends new sales of an account; everything else works. Refuses `account_not_found`. */
export async function suspend(tx: Tx, ctx: Context, { id, reason }: Decision): Promise<Account> {
  checkReason(reason);
  const account = await lockAccount(tx, id);
  if (account.suspendedAt) return account;
  await suspendAccount(tx, { accountId: account.id, now: ctx.now });
  const changed = { ...account, suspendedAt: ctx.now };
  await noteAccount(tx, ctx, { account, action: 'account.suspended', reason });
  return changed;
}

/** Lets an account sell again. Refuses `account_not_found`. */
export async function resume(tx: Tx, ctx: Context, { id, reason }: Decision): Promise<Account> {
  checkReason(reason);
  const account = await lockAccount(tx, id);
  if (!account.suspendedAt) return account;
  await resumeAccount(tx, { accountId: account.id });
  await noteAccount(tx, ctx, { account, action: 'account.resumed', reason });
  return { ...account, suspendedAt: null };
}

/** Refuses a reason that says nothing. */
export function checkReason(reason: string): void {
  if (!isName(reason)) throw invalid('/reason', NAME_RULE);
}

type Noted = {
  account: Account;
  action: string;
  reason?: string;
  before?: Account;
  changed?: Account;
};

async function noteAccount(
  tx: Tx,
  ctx: Context,
  { account, action, reason, before, changed }: Noted,
): Promise<void> {
  const { id: accountId, organizationId } = account;
  const after = reason === undefined ? changed && rulesOf(changed) : { reason };
  await noteFor(tx, ctx, {
    organizationId,
    accountId,
    change: {
      action,
      target: accountId,
      before: before ? rulesOf(before) : null,
      after: after ?? null,
    },
  });
}

function rulesOf({ refundLimitPerMonth, requiresUserLocation }: Account) {
  return { refundLimitPerMonth, requiresUserLocation };
}
