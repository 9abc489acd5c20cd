import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  type Account,
  lockAccount,
  type ReplacementLimits,
  requireUserLocation,
  resumeAccount,
  setRefundLimit,
  setReplacementLimits,
  suspendAccount,
} from '../../tenancy/accounts/index.ts';
import { selectClosing } from '../../tenancy/organizations/index.ts';
import { announceSuspension } from './announce-suspension.ts';
import { auditFor } from './audit-for.ts';

export type AccountRules = ReplacementLimits & {
  refundLimitPerMonth?: number;
  requiresUserLocation?: boolean;
};

/** Updates the rules of an account. Throws `account_not_found`, `invalid_request`. */
export async function changeRules(
  scope: Scope,
  { id, ...rules }: AccountRules & { id: string },
): Promise<Account> {
  const account = await lockAccount(scope.db, id);
  const at = { accountId: account.id };
  const { refundLimitPerMonth, requiresUserLocation: isRequired } = rules;
  await setReplacementLimits({ ...at, db: scope.db }, rules);
  if (refundLimitPerMonth !== undefined)
    await setRefundLimit({ ...at, db: scope.db }, { refundLimitPerMonth });
  if (isRequired !== undefined) await requireUserLocation({ ...at, db: scope.db }, { isRequired });

  const changed = { ...account, ...rules };
  await auditAccount(scope, {
    account,
    action: 'account.rules_changed',
    before: account,
    changed,
  });
  return changed;
}

type Decision = { id: string; reason: string };

/** Stops new sales of an account, and notifies its reseller. Throws `account_not_found`. */
export async function suspend(scope: Scope, { id, reason }: Decision): Promise<Account> {
  checkReason(reason);
  const account = await lockAccount(scope.db, id);
  if (account.suspendedAt) return account;
  await suspendAccount({ db: scope.db, accountId: account.id, now: scope.now });
  const changed = { ...account, suspendedAt: scope.now };
  await auditAccount(scope, { account, action: 'account.suspended', reason });
  await announceSuspension(scope, { account, type: 'account.suspended', reason });
  return changed;
}

/**
 * Ends the suspension of an account, and notifies its reseller. Throws `account_not_found`, and
 * `invalid_state` if the company was closed.
 */
export async function resume(scope: Scope, { id, reason }: Decision): Promise<Account> {
  checkReason(reason);
  const account = await lockAccount(scope.db, id);
  if (!account.suspendedAt) return account;
  if ((await selectClosing(scope.db, account.organizationId))?.closedAt) throw closed();
  await resumeAccount({ db: scope.db, accountId: account.id });
  await auditAccount(scope, { account, action: 'account.resumed', reason });
  await announceSuspension(scope, { account, type: 'account.resumed', reason });
  return { ...account, suspendedAt: null };
}

function closed(): Refusal {
  return new Refusal('invalid_state', 'The company of this account was closed.');
}

/** Throws `invalid_request` if the reason is blank. */
export function checkReason(reason: string): void {
  if (!isName(reason)) throw invalid('/reason', NAME_RULE);
}

type AccountChange = {
  account: Account;
  action: string;
  reason?: string;
  before?: Account;
  changed?: Account;
};

async function auditAccount(
  scope: Scope,
  { account, action, reason, before, changed }: AccountChange,
): Promise<void> {
  const { id: accountId, organizationId } = account;
  const after = reason === undefined ? changed && rulesOf(changed) : { reason };
  await auditFor(scope, {
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

function rulesOf(account: Account) {
  const { refundLimitPerMonth, requiresUserLocation } = account;
  const { replacementLimitPerMonth, replacementLimitPerEsim } = account;
  return {
    refundLimitPerMonth,
    requiresUserLocation,
    replacementLimitPerMonth,
    replacementLimitPerEsim,
  };
}
