import type { Context } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  updateRefundLimit,
  updateReplacementLimits,
  updateSuspension,
  updateUserLocation,
} from './account-store.ts';

// The operator's settings of one account. Each refuses `invalid_request`. They rule every process
// within the life of an access cache entry, and this one once the account is invalidated.

const MAX_REFUND_LIMIT = 1_000_000;

/** Suspends the account: it sells nothing new. Everything else works. */
export async function suspendAccount(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
): Promise<void> {
  await requireChange(scope, (accountId) => updateSuspension(scope.db, accountId, scope.now));
}

/** Ends a suspension, or changes nothing when there is none. */
export async function resumeAccount(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await requireChange(scope, (accountId) => updateSuspension(scope.db, accountId, null));
}

/** Sets how many packages the account may refund in a calendar month. */
export async function setRefundLimit(
  scope: Pick<Scope, 'db' | 'accountId'>,
  { refundLimitPerMonth: limit }: { refundLimitPerMonth: number },
): Promise<void> {
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_REFUND_LIMIT) {
    throw invalid('/refundLimitPerMonth', `must be a whole number from 0 to ${MAX_REFUND_LIMIT}`);
  }
  await requireChange(scope, (accountId) => updateRefundLimit(scope.db, accountId, limit));
}

export type ReplacementLimits = {
  replacementLimitPerMonth?: number;
  replacementLimitPerEsim?: number;
};

/** Sets how many eSIMs the account may replace in a calendar month, and one eSIM in all. */
export async function setReplacementLimits(
  scope: Pick<Scope, 'db' | 'accountId'>,
  limits: ReplacementLimits,
): Promise<void> {
  await requireChange(scope, (accountId) => updateReplacementLimits(scope.db, accountId, limits));
}

/** Sets whether each sale must name the traveller's `userIp` and `userCountry`. */
export async function requireUserLocation(
  scope: Pick<Scope, 'db' | 'accountId'>,
  { isRequired }: { isRequired: boolean },
): Promise<void> {
  await requireChange(scope, (accountId) => updateUserLocation(scope.db, accountId, isRequired));
}

async function requireChange(
  { accountId }: Pick<Context, 'accountId'>,
  change: (accountId: string) => Promise<boolean>,
): Promise<void> {
  if (isUuid(accountId) && (await change(accountId))) return;
  throw invalid('/account', 'must be the ID of an account');
}
