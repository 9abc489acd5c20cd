import { requireSeniorOperator } from '../../../identity/team/index.ts';
import type { Context } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { addWithinLimit, type DayTotal } from './day-total-store.ts';

/** The most that one person may move alone on a UTC day, over all accounts, in cents. */
export const ALONE_LIMITS = {
  /** 100.00 USD. */
  adjustment: 10_000n,
  /** 1,000.00 USD. */
  bank_receipt: 100_000n,
} as const satisfies Record<DayTotal['kind'], bigint>;

/** Returns the person who acts; throws `forbidden` for a program, which anybody could use. */
export function requirePerson({ actor }: Pick<Context, 'actor'>): { id: string; name: string } {
  if (actor.kind === 'person') return { id: actor.personId, name: actor.name };
  throw new Refusal('forbidden', 'Only people who have signed in can do this.');
}

/** Counts an amount towards the daily limit of the caller; returns false if it does not fit. */
export function mayMoveAlone(
  scope: Pick<Scope, 'db' | 'actor' | 'now'>,
  { kind, amountMinor }: Pick<DayTotal, 'kind' | 'amountMinor'>,
): Promise<boolean> {
  const { id: personId } = requirePerson(scope);
  const total = { personId, kind, amountMinor, now: scope.now };
  return addWithinLimit(scope.db, total, ALONE_LIMITS[kind]);
}

/**
 * Throws `second_person_required` unless the caller may approve: another person than the proposer,
 * who was an operator before the proposal.
 */
export async function requireSecondPerson(
  scope: Pick<Scope, 'db' | 'actor' | 'organizationId' | 'now'>,
  { proposedBy, proposedAt }: { proposedBy: string; proposedAt: Date },
): Promise<void> {
  if (requirePerson(scope).id === proposedBy) {
    const detail = 'You proposed this yourself; another operator must approve it.';
    throw new Refusal('second_person_required', detail);
  }
  await requireSeniorOperator(scope, { since: proposedAt, realNow: scope.now });
}
